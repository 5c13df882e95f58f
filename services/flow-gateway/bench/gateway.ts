import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { freePort, type StartedProcess, startProgram } from '../test/fixtures/started-process.ts';

export interface MeasuredGatewayOptions {
  readonly keyManagementUrl: string;
  readonly serviceKey: string;
  readonly environment?: Record<string, string>;
  /** Where its log goes; nowhere when left out. */
  readonly logFile?: string;
  /** Puts the command on the cores that are measured. */
  readonly pin?: (command: readonly string[]) => readonly string[];
}

/** Starts the gateway as its package does, with everything on: metrics, usage, and a log at `info`. */
export async function startMeasuredGateway(options: MeasuredGatewayOptions): Promise<StartedProcess> {
  const { keyManagementUrl, serviceKey, environment, logFile, pin = (command) => command } = options;
  const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
  return await startProgram(() => pin([process.execPath, ...startFlags(), main]), {
    environment: {
      KEY_MANAGEMENT_URL: keyManagementUrl,
      SERVICE_KEY: serviceKey,
      UPSTREAM_ALLOW: '127.0.0.0/8',
      METRICS_PORT: String(await freePort()),
      SHUTDOWN_GRACE: 'PT0S',
      ...environment,
    },
    path: '/readyz',
    ...(logFile === undefined ? {} : { logFile }),
  });
}

/** The flags of node in the package's own start script. */
function startFlags(): string[] {
  const script =
    /"start": "([^"]+)"/.exec(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))?.[1] ?? '';
  return script.split(' ').filter((word) => word.startsWith('--'));
}
