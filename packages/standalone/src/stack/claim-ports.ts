import { isPortFree } from '../processes/free-port.ts';
import type { Settings } from '../settings.ts';

/** How long the services of a run that was killed may take to notice it and to end. */
const LEFT_OVER_PATIENCE_MS = 10_000;

/**
 * Sees to it that the ports are free, waiting for the left-over services of a run that died. Throws with a line for
 * each port in use that names the variable to change.
 */
export async function claimPorts(settings: Settings, previousRunDied: boolean): Promise<void> {
  const patienceMs = previousRunDied ? LEFT_OVER_PATIENCE_MS : 0;
  const wanted = [
    ['KEY_MANAGEMENT_PORT', settings.keyManagementPort],
    ['FLOW_GATEWAY_PORT', settings.flowGatewayPort],
    ['SAMPLE_FLOW_PORT', settings.sampleFlowPort],
  ] as const;
  const taken: string[] = [];
  for (const [variable, port] of wanted) {
    if (await isPortFree(port, patienceMs)) continue;
    taken.push(`Port ${port} is in use: end what listens there, or set ${variable} to another port.`);
  }
  if (taken.length > 0) throw new Error(taken.join('\n'));
}
