import { type Rival, startRivalProgram } from './rival.ts';

export const httpProxy: Rival = {
  name: '@fastify/http-proxy',
  does: 'with `@fastify/bearer-auth`: one key in memory',
  checksKey: true,
  start: (setting) => startRivalProgram('http-proxy.ts', setting),
};
