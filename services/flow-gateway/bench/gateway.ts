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
      ...startEnvironment(),
      ...environment,
    },
    path: '/readyz',
    ...(logFile === undefined ? {} : { logFile }),
  });
}

/** The flags of node in the package's own start script. */
function startFlags(): string[] {
  return startWords().filter((word) => word.startsWith('--'));
}

/** The variables that the start script sets. */
function startEnvironment(): Record<string, string> {
  const set = startWords().filter((word) => /^[A-Z_]+=/.test(word));
  return Object.fromEntries(set.map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]));
}

function startWords(): string[] {
  const file = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return /"start": "([^"]+)"/.exec(file)?.[1]?.split(' ') ?? [];
}
