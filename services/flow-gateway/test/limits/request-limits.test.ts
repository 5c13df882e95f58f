import { setTimeout as delay } from 'node:timers/promises';
import type { KeyLimits } from '@keyward/auth';
import OpenAI, { RateLimitError } from 'openai';
import t from 'tap';

import { eventually } from '../fixtures/eventually.ts';
import { startOpenAiOrigin } from '../fixtures/openai-origin.ts';
import { startOrigin } from '../fixtures/origins.ts';
import { startGateway } from '../fixtures/start-gateway.ts';

/** A gateway with a flow behind it: `/hold` in the question's place is answered by a stream that lasts. */
async function setUp(t: Parameters<typeof startGateway>[0]) {
  const gateway = await startGateway(t);
  const origin = await startOrigin(t, (request, response) => {
    if (request.url?.includes('hold'))
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n');
    else response.setHeader('RateLimit', '"theirs";r=1').setHeader('X-RateLimit-Remaining', '7').end('hello');
  });
  const flowId = gateway.addFlow({ baseUrl: origin.url });
  const call = async (token: string, query = '') => {
    const answer = await fetch(`${gateway.url}/api/v1/prediction/${flowId}${query}`, {
      method: 'POST',
      headers: { 'x-api-key': token },
    });
    return answer;
  };
  const done = async (token: string) => {
    const answer = await call(token);
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  const addKey = (limits: KeyLimits) => gateway.addKey({ keyward: { limits } });
  return { gateway, origin, call, done, addKey };
}

t.test('requests a minute and a day', async (t) => {
  const { gateway, origin, done, addKey } = await setUp(t);
  const token = addKey({ requestsPerMinute: 3, requestsPerDay: 5 });
  const other = addKey({ requestsPerMinute: 3 });

  const first = await done(token);
  t.equal(first.status, 200);
  t.equal(first.headers.get('ratelimit-policy'), '"requests-per-minute";q=3;w=60, "requests-per-day";q=5;w=86400');
  t.match(
    first.headers.get('ratelimit'),
    /^"requests-per-minute";r=2;t=(60|5\d), "requests-per-day";r=4;t=86(400|3\d\d)$/,
  );
  t.equal(first.headers.get('x-ratelimit-remaining'), '7', "of the upstream's own limits nothing else is touched");
  await done(token);
  await done(token);
  const refused = await done(token);
  t.equal(refused.status, 429);
  t.match(refused.headers.get('content-type'), 'application/problem+json');
  const problem = JSON.parse(refused.text);
  t.match(problem, {
    type: '/problems/rate-limited',
    status: 429,
    detail: 'The key may make 3 requests a minute.',
    message: 'The key may make 3 requests a minute.',
    limit: 'requestsPerMinute',
    scope: 'key',
  });
  t.ok(Number(refused.headers.get('retry-after')) >= 58);
  t.match(refused.headers.get('ratelimit'), '"requests-per-minute";r=0;t=');
  t.match(refused.headers.get('ratelimit'), '"requests-per-day";r=1;', 'a refused request is not counted');
  t.equal((await done(other)).status, 200, 'each key has its own count');
  t.equal(origin.requests.length, 4);

  t.test('an edit is in force when it is acknowledged', async (t) => {
    await gateway.limitKey(token, { requestsPerMinute: 5, requestsPerDay: 5 });
    t.match((await done(token)).headers.get('ratelimit'), '"requests-per-minute";r=1;', 'and what was used stays used');
    await gateway.limitKey(token, { requestsPerMinute: 4 });
    t.equal((await done(token)).status, 429);
    await gateway.limitKey(token, { requestsPerMinute: 1_000_000_000 });
    t.equal((await done(token)).status, 200);
    await gateway.limitKey(token, {});
    const free = await done(token);
    t.equal(free.headers.get('ratelimit-policy'), null);
    t.equal(free.headers.get('ratelimit'), '"theirs";r=1');
    await gateway.limitKey(token, { requestsPerDay: 5 });
    t.equal((await done(token)).status, 200);
    const refused = await done(token);
    t.equal(JSON.parse(refused.text).limit, 'requestsPerDay');
    t.ok(Number(refused.headers.get('retry-after')) > 86_000);
  });
});

t.test('what is refused before it comes to the limits is not counted, and a failing upstream is', async (t) => {
  const { gateway, addKey } = await setUp(t);
  const token = addKey({ requestsPerMinute: 2 });
  const away = gateway.addFlow({ baseUrl: 'http://127.0.0.1:1' });
  const call = (flowId: string) =>
    fetch(`${gateway.url}/api/v1/prediction/${flowId}`, { method: 'POST', headers: { 'x-api-key': token } });
  for (let calls = 0; calls < 5; calls++) t.equal((await call('nowhere')).status, 404);
  const failed = await call(away);
  t.equal(failed.status, 502);
  t.match(failed.headers.get('ratelimit'), '"requests-per-minute";r=1;', 'problems tell of the limits, too');
  t.equal((await call(away)).status, 502);
  t.equal((await call(away)).status, 429);
});

t.test('concurrent requests', async (t) => {
  const { gateway, call, addKey, done } = await setUp(t);
  const token = addKey({});
  const early = await call(token, '?hold');
  await gateway.limitKey(token, { concurrentRequests: 2, requestsPerMinute: 100 });
  const stream = await call(token, '?hold');
  t.equal(stream.status, 200);
  t.match(stream.headers.get('ratelimit-policy'), '"concurrent-requests";q=2;qu="concurrent-requests"');
  t.match(stream.headers.get('ratelimit'), /"concurrent-requests";r=0$/, 'what ran before the limit came counts');

  const refused = await done(token);
  t.equal(refused.status, 429);
  t.match(JSON.parse(refused.text), {
    limit: 'concurrentRequests',
    detail: 'The key may have 2 requests under way at the same time.',
  });
  t.equal(refused.headers.get('retry-after'), '1');
  await early.body?.cancel();
  await eventually(async () => (await done(token)).status === 200);
  for (let calls = 0; calls < 5; calls++) t.equal((await done(token)).status, 200, 'a place is free when it is over');
  await stream.body?.cancel();
  await delay(20);
  const at = await Promise.all(Array.from({ length: 10 }, () => call(token, '?hold')));
  t.equal(at.filter(({ status }) => status === 200).length, 2, 'of many at once two');
  for (const answer of at) await answer.body?.cancel();
});

t.test('a gateway has limits of its own, for all of its keys', async (t) => {
  const gateway = await startGateway(t);
  const provider = await startOpenAiOrigin(t);
  const gatewayId = gateway.routes.addGateway([{ name: 'm', baseUrl: provider.baseUrl }], { requestsPerMinute: 4 });
  const limited = gateway.addGatewayKey(gatewayId, { keyward: { limits: { requestsPerMinute: 1 } } });
  const free = gateway.addGatewayKey(gatewayId);
  const client = (apiKey: string) => new OpenAI({ apiKey, baseURL: `${gateway.url}/v1`, maxRetries: 0 });
  const ask = (apiKey: string) =>
    client(apiKey).chat.completions.create({ model: 'm', messages: [{ role: 'user', content: 'hello' }] });

  const { response } = await client(limited).models.list().withResponse();
  t.equal(
    response.headers.get('ratelimit-policy'),
    '"requests-per-minute";q=1;w=60, "gateway-requests-per-minute";q=4;w=60',
    'the list of models is a request, too',
  );
  for (let calls = 0; calls < 3; calls++) {
    const refused = await ask(limited).catch((error: unknown) => error);
    t.type(refused, RateLimitError);
    t.match(refused, {
      status: 429,
      code: 'rate_limit_exceeded',
      type: 'requests',
      message: /The key may make 1 request/,
    });
  }
  for (let calls = 0; calls < 3; calls++) await ask(free);
  const refused = await ask(free).catch((error: unknown) => error);
  t.match(refused, { status: 429, message: /The gateway may make 4 requests a minute/ });
  t.equal(provider.calls.length, 3);
});

t.test('tokens', async (t) => {
  const gateway = await startGateway(t);
  const provider = await startOpenAiOrigin(t);
  const gatewayId = gateway.routes.addGateway([{ name: 'm', baseUrl: provider.baseUrl }]);
  const addKey = (limits: KeyLimits) => gateway.addGatewayKey(gatewayId, { keyward: { limits } });
  const ask = (apiKey: string, more: { max_tokens?: number; user?: string } = {}) =>
    new OpenAI({ apiKey, baseURL: `${gateway.url}/v1`, maxRetries: 0 }).chat.completions
      .create({ model: 'm', messages: [{ role: 'user', content: 'hello' }], ...more })
      .withResponse()
      .then(
        ({ response }) => ({ status: 200, left: response.headers.get('ratelimit') ?? '' }),
        (error: unknown) => ({
          left: '',
          ...(error instanceof RateLimitError
            ? { status: 429, message: error.message, type: error.type }
            : { status: 0 }),
        }),
      );

  t.test('are counted as the answers tell: eleven each', async (t) => {
    const token = addKey({ tokensPerMinute: 22, tokensPerDay: 1000 });
    t.match(await ask(token), { left: '"tokens-per-minute";r=22;t=60, "tokens-per-day";r=1000;t=86400' });
    t.match(await ask(token), { left: /"tokens-per-minute";r=11;t=\d+, "tokens-per-day";r=989;/ });
    t.match(await ask(token), { status: 429, type: 'tokens', message: /The key may use 22 tokens a minute/ });
  });

  t.test('are reserved where the request says how many it may use, and settled by the answer', async (t) => {
    const token = addKey({ tokensPerMinute: 100 });
    t.match(await ask(token, { max_tokens: 100 }), { left: /"tokens-per-minute";r=0;/ });
    t.match(await ask(token, { max_tokens: 90 }), { status: 429 }, 'eleven were used');
    t.match(await ask(token, { max_tokens: 89 }), { left: /"tokens-per-minute";r=0;/ });
    t.match(await ask(token, { max_tokens: 101 }), { status: 429, message: /asks for up to 101/ });
    await ask(token, { max_tokens: 70, user: '500' });
    t.match(await ask(token, { max_tokens: 1 }), { left: /"tokens-per-minute";r=77;/ }, 'a failed call has used none');
  });
});
