import { type Rival, startRivalProgram } from './rival.ts';

export const bareUndici: Rival = {
  name: 'bare `node:http` and undici',
  does: "a reference: forwards, and does nothing else, by node's server and undici's client",
  checksKey: false,
  start: (setting) => startRivalProgram('bare-undici.ts', setting),
};
