import { type Rival, startRivalProgram } from './rival.ts';

export const bareUndici: Rival = {
  name: 'bare `node:http` and undici',
  does: 'a reference: forwards, and does nothing else, with what the gateway rests on',
  checksKey: false,
  start: (setting) => startRivalProgram('bare-undici.ts', setting),
};
