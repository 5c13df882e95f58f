import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { type StartedProcess, startProcess } from '../test/fixtures/started-process.ts';

/** Starts the gateway as its package does, with no more in its log than warnings. */
export function startMeasuredGateway(keyManagementUrl: string, serviceKey: string): Promise<StartedProcess> {
  const environment = {
    KEY_MANAGEMENT_URL: keyManagementUrl,
    SERVICE_KEY: serviceKey,
    UPSTREAM_ALLOW: '127.0.0.0/8',
    LOG_LEVEL: 'warn',
  };
  const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
  return startProcess(main, environment, { path: '/readyz', flags: startFlags() });
}

/** The flags of node in the package's own start script. */
function startFlags(): string[] {
  const script =
    /"start": "([^"]+)"/.exec(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))?.[1] ?? '';
  return script.split(' ').filter((word) => word.startsWith('--'));
}
