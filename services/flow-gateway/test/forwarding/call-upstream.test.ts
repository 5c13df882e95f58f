import { once } from 'node:events';
import { createServer } from 'node:http';
import { createUpstreamAddressPolicy, ProblemError, parseAddressList } from '@keyward/auth';
import t from 'tap';
import { request } from 'undici';

import { createExchangeOpener } from '../../src/edge/exchange.ts';
import { createUpstreamCall } from '../../src/forwarding/call-upstream.ts';
import { TIME_LIMITS } from '../../src/forwarding/time-limits.ts';
import { createUpstreams } from '../../src/forwarding/upstreams.ts';
import { startOrigin } from '../fixtures/origins.ts';

t.test('a request that loses its leave while its upstream is dialled does not go', async (t) => {
  const origin = await startOrigin(t, (received, response) => {
    received.resume();
    received.on('end', () => response.end('ok'));
  });
  const upstreams = createUpstreams(createUpstreamAddressPolicy(['127.0.0.0/8']), TIME_LIMITS);
  t.teardown(() => upstreams.close());
  const call = createUpstreamCall(upstreams, {
    ...TIME_LIMITS,
    refuse({ response }, error) {
      response.writeHead(error instanceof ProblemError ? error.problem.status : 500, {});
      response.end();
    },
    onBroken: () => undefined,
  });
  const openExchange = createExchangeOpener(parseAddressList([]));
  const upstream = { id: 'u', name: 'u', kind: 'flow-server', baseUrl: origin.url, credential: null } as const;
  let holds = true;
  const gateway = createServer((received, response) => {
    const grant = { upstream, holder: undefined, claim: { limited: [], tokens: undefined }, holds: () => holds };
    call(openExchange(received, received, response, false), grant, '/f');
    // The dial takes at least a turn of the event loop.
    holds = received.headers['x-keeps'] === 'yes';
  }).listen(0, '127.0.0.1');
  await once(gateway, 'listening');
  t.teardown(() => gateway.close().closeAllConnections());
  const address = gateway.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;

  const statuses: number[] = [];
  for (const keeps of ['no', 'yes']) {
    for (const body of [null, 'x'.repeat(1_000_000)]) {
      holds = true;
      const answer = await request(url, { method: 'POST', headers: { 'x-keeps': keeps }, body, reset: true });
      await answer.body.dump();
      statuses.push(answer.statusCode);
    }
  }
  t.same(statuses, [503, 503, 200, 200], 'over connections of either kind');
  t.equal(origin.requests.length, 2, 'nothing of it was sent');
});
