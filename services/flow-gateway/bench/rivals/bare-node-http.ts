import { type Rival, startRivalProgram } from './rival.ts';

export const bareNodeHttp: Rival = {
  name: 'bare `node:http`',
  does: 'a reference: forwards, and does nothing else',
  checksKey: false,
  start: (setting) => startRivalProgram('bare-node-http.ts', setting),
};
