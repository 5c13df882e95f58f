import { buildSampleFlowServer } from '@keyward/standalone/src/sample-flow-server/app.ts';
import { SAMPLE_FLOW_ID } from '@keyward/standalone/src/sample-flow-server/sample-flow.ts';
import flowiseSdk from 'flowise-sdk';
import t from 'tap';
import { request } from 'undici';

import { startFlowiseOrigin } from '../fixtures/flowise-origin.ts';
import { startGateway } from '../fixtures/start-gateway.ts';

const { FlowiseClient } = flowiseSdk;

t.test("Flowise's own SDK, pointed at the gateway", async (t) => {
  const origin = await startFlowiseOrigin(t);
  const gateway = await startGateway(t);
  const chatflowId = gateway.addFlow({ baseUrl: origin.url, id: '8b2b8c7e-1d53-4c3c-9d6a-5f0d4e2b7a10' });
  const apiKey = gateway.addKey({}, 'xW3ZkVvJm1yQ0pR7sT9uA2bC4dE6fG8hI0jK1lM3nO5');
  const client = new FlowiseClient({ baseUrl: gateway.url, apiKey });

  const plain: unknown = await client.createPrediction({ chatflowId, question: 'hello' });
  t.match(plain, { text: 'Hello from the stub', question: 'hello' });

  const events: { event: string; data: unknown }[] = [];
  const arrivals: number[] = [];
  for await (const event of await client.createPrediction({ chatflowId, question: 'hello', streaming: true })) {
    events.push(event);
    arrivals.push(performance.now());
  }
  t.same(
    events.map(({ event }) => event),
    ['start', 'token', 'token', 'token', 'token', 'metadata', 'end'],
  );
  t.ok((arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0) > 60, 'one after the other, as they come');
  t.same(
    origin.requests.map(({ method, url }) => `${method} ${url?.split('/')[3]}`),
    ['GET chatflows-streaming', 'POST prediction', 'GET chatflows-streaming', 'POST prediction'],
  );
  for (const { headers } of origin.requests) t.notOk(headers.authorization, 'the key stays at the gateway');

  const stranger = new FlowiseClient({ baseUrl: gateway.url, apiKey: 'wrong' });
  const refused: unknown = await stranger.createPrediction({ chatflowId, question: 'hello' });
  t.match(refused, { status: 401, message: 'The token is unknown, revoked or expired.' }, 'reads why from message');
});

t.test('the same with the sample flow server, which gets a credential of its own', async (t) => {
  const server = buildSampleFlowServer();
  const seen: unknown[] = [];
  server.addHook('onRequest', async (received) => void seen.push(received.headers.authorization));
  const baseUrl = await server.listen({ host: '127.0.0.1', port: 0 });
  t.teardown(() => server.close());
  const gateway = await startGateway(t);
  const credential = {
    id: 'credential0000001',
    location: 'bearer',
    name: null,
    value: 'flowise-key-0123456789',
  } as const;
  const chatflowId = gateway.addFlow({ baseUrl, id: SAMPLE_FLOW_ID, credential });
  const client = new FlowiseClient({ baseUrl: gateway.url, apiKey: gateway.addKey() });
  t.match(await client.createPrediction({ chatflowId, question: 'hello' }), { text: 'You asked: hello' });
  let text = '';
  for await (const { event, data } of await client.createPrediction({
    chatflowId,
    question: 'hello',
    streaming: true,
  })) {
    if (event === 'token') text += String(data);
  }
  t.equal(text, 'You asked: hello');
  t.ok(seen.length >= 3 && seen.every((value) => value === 'Bearer flowise-key-0123456789'));
});

t.test('what Flowise sends arrives with its headers', async (t) => {
  const origin = await startFlowiseOrigin(t);
  const gateway = await startGateway(t);
  const flow = gateway.addFlow({ baseUrl: origin.url });
  const answer = await request(`${gateway.url}/api/v1/prediction/${flow}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${gateway.addKey()}` },
    body: '{"question":"hello"}',
  });
  t.match(answer.headers, {
    vary: 'Origin',
    'content-security-policy': "frame-ancestors 'self'",
    'x-frame-options': 'SAMEORIGIN',
    'content-type': 'application/json; charset=utf-8',
    etag: 'W/"fe-ihu+gDV1/kNexnJquVmfInYaBvU"',
    date: 'Sat, 21 Nov 2026 11:18:34 GMT',
  });
  await answer.body.dump();
});
