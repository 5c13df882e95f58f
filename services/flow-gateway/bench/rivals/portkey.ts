import { fileURLToPath } from 'node:url';

import { type StartedProcess, startProgram } from '../../test/fixtures/started-process.ts';
import { PATH } from '../workload.ts';
import type { Rival, RivalSetting } from './rival.ts';

export const portkey: Rival = {
  name: 'Portkey',
  does: '`@portkey-ai/gateway`, which hands the key on unchecked',
  checksKey: false,
  start: ({ pin }) => startPortkey(pin),
  request: ({ originUrl }) => ({
    path: `/v1/proxy${PATH}`,
    headers: { 'x-portkey-provider': 'openai', 'x-portkey-custom-host': originUrl },
  }),
};

/** Portkey's gateway, the one on npm, as a process of its own. */
export function startPortkey(pin: RivalSetting['pin'] = (command) => command): Promise<StartedProcess> {
  const main = fileURLToPath(import.meta.resolve('@portkey-ai/gateway/build/start-server.js'));
  return startProgram((port) => pin([process.execPath, main, '--headless', `--port=${port}`]));
}
