import { startPortkey } from '../../test/fixtures/portkey.ts';
import { PATH } from '../workload.ts';
import type { Rival } from './rival.ts';

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
