import { setTimeout as delay } from 'node:timers/promises';
import { mintToken } from '@keyward/auth';
import { Registry } from 'prom-client';
import t from 'tap';

import { eventually } from '../fixtures/eventually.ts';
import { startOrigin } from '../fixtures/origins.ts';
import { noStore, startStore } from '../fixtures/redis-server.ts';
import { startGateway } from '../fixtures/start-gateway.ts';

type Limits = Parameters<Awaited<ReturnType<typeof startGateway>>['limitKey']>[1];

/** Two gateways that share a store, and keys that both know. */
async function setUp(t: Parameters<typeof startStore>[0], url: string, count = 2) {
  const origin = await startOrigin(t, (request, response) => {
    if (request.url?.includes('hold'))
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n');
    else response.end('hello');
  });
  const registry = new Registry();
  const gateways: Awaited<ReturnType<typeof startGateway>>[] = [];
  for (let at = 0; at < count; at++) {
    gateways.push(await startGateway(t, { VALKEY_URL: url }, at === 0 ? { metrics: registry } : {}));
  }
  const flows = gateways.map((gateway) => gateway.addFlow({ baseUrl: origin.url }));
  const call = (at: number, token: string, query = '') =>
    fetch(`${gateways[at]?.url}/api/v1/prediction/${flows[at]}${query}`, {
      method: 'POST',
      headers: { 'x-api-key': token },
    });
  const status = async (at: number, token: string) => {
    const answer = await call(at, token);
    await answer.text();
    return answer.status;
  };
  const addKey = (limits: Limits) => {
    const { token, id } = mintToken('api');
    for (const gateway of gateways) gateway.addKey({ client_id: id, keyward: { limits } }, token);
    return token;
  };
  const metric = async (name: string) => {
    const line = (await registry.metrics()).split('\n').find((text) => text.startsWith(`${name} `));
    return Number(line?.split(' ')[1]);
  };
  // Connected, so that the first request is counted there already.
  const warm = addKey({ requestsPerMinute: 1_000_000 });
  for (const at of gateways.keys()) {
    await eventually(async () => {
      await status(at, warm);
      return !gateways[at]?.log().includes('counts alone') || gateways[at]?.log().includes('shared store again');
    });
  }
  return { gateways, call, status, addKey, metric };
}

t.test('one count for all gateways', { skip: noStore }, async (t) => {
  const store = await startStore(t);
  const { status, addKey, call, gateways } = await setUp(t, store.url);

  const token = addKey({ requestsPerMinute: 10, requestsPerDay: 1000 });
  const statuses = await Promise.all(Array.from({ length: 40 }, (_, at) => status(at % 2, token)));
  t.equal(statuses.filter((one) => one === 200).length, 10);
  t.equal(statuses.filter((one) => one === 429).length, 30);
  const refused = await call(1, token);
  t.match(refused.headers.get('ratelimit'), '"requests-per-minute";r=0;t=');
  t.match(refused.headers.get('ratelimit'), /"requests-per-day";r=9(89|90);/, 'what was refused is given back');
  await refused.text();

  t.test('of the requests under way, too', async (t) => {
    const token = addKey({ concurrentRequests: 3 });
    const answers = await Promise.all(Array.from({ length: 10 }, (_, at) => call(at % 2, token, '?hold')));
    const open = answers.filter((answer) => answer.status === 200);
    t.equal(open.length, 3);
    t.equal(await status(0, token), 429);
    for (const answer of open) await answer.body?.cancel();
    await eventually(async () => (await status(1, token)) === 200);
    await eventually(async () => (await store.client.keys('keyward:limits:concurrentRequests:*')).length === 0);
  });

  t.test('the places of a gateway that is gone are free after half a minute', async (t) => {
    const token = addKey({ concurrentRequests: 1 });
    const id = gateways[0]?.keyId(token) ?? '';
    const [seconds, microseconds] = await store.client.time();
    const soon = Number(seconds) * 1000 + Math.floor(Number(microseconds) / 1000) + 1_000;
    await store.client.zadd(`keyward:limits:concurrentRequests:key:${id}`, soon, 'of-the-dead');
    t.equal(await status(0, token), 429);
    await delay(1_100);
    t.equal(await status(0, token), 200);
  });
});

t.test('a store that fails delays nobody for long, and limits nobody away', { skip: noStore }, async (t) => {
  const store = await startStore(t);
  const { gateways, status, addKey, metric } = await setUp(t, store.url, 1);
  const token = addKey({ requestsPerMinute: 4, concurrentRequests: 100 });
  t.equal(await status(0, token), 200);
  t.equal(await metric('keyward_limit_store_insured'), 0);

  t.test('frozen', async (t) => {
    store.freeze();
    const start = performance.now();
    const statuses = await Promise.all(Array.from({ length: 10 }, () => status(0, token)));
    const took = performance.now() - start;
    t.ok(took < 1_000, `${took} ms`);
    t.equal(statuses.filter((one) => one === 200).length, 4, 'this gateway goes on counting by itself');
    t.equal(await metric('keyward_limit_store_insured'), 1);
    t.ok((await metric('keyward_limit_store_failures_total')) > 0);
    const again = performance.now();
    await status(0, token);
    t.ok(performance.now() - again < 90, 'and waits no more');
    store.thaw();
    await delay(1_000);
    const other = addKey({ requestsPerMinute: 4 });
    await eventually(async () => {
      await status(0, other);
      return (await metric('keyward_limit_store_insured')) === 0;
    });
  });

  t.test('killed, and back', async (t) => {
    const token = addKey({ requestsPerMinute: 3 });
    await store.kill();
    t.same(
      [await status(0, token), await status(0, token), await status(0, token), await status(0, token)],
      [200, 200, 200, 429],
    );
    await store.restart();
    await eventually(async () => {
      await status(0, addKey({ requestsPerMinute: 1 }));
      return (await metric('keyward_limit_store_insured')) === 0;
    }, 10_000);
  });

  t.test('full', async (t) => {
    await store.client.config('SET', 'maxmemory', '1');
    const token = addKey({ requestsPerMinute: 2, concurrentRequests: 5 });
    t.same([await status(0, token), await status(0, token), await status(0, token)], [200, 200, 429]);
    t.match(gateways[0]?.log(), 'OOM');
    await store.client.config('SET', 'maxmemory', '0');
  });

  t.test('that holds something else', async (t) => {
    await delay(1_000);
    const token = addKey({ requestsPerMinute: 2 });
    await store.client.set(`keyward:limits:requestsPerMinute:key:${gateways[0]?.keyId(token)}`, 'text');
    t.same([await status(0, token), await status(0, token), await status(0, token)], [200, 200, 429]);
  });

  t.test('that was never there', async (t) => {
    const alone = await startGateway(t, { VALKEY_URL: 'valkey://:the-password@127.0.0.1:1' });
    const origin = await startOrigin(t, (_request, response) => response.end());
    const flow = alone.addFlow({ baseUrl: origin.url });
    const key = alone.addKey({ keyward: { limits: { requestsPerMinute: 2 } } });
    const send = async () =>
      (await fetch(`${alone.url}/api/v1/prediction/${flow}`, { method: 'POST', headers: { 'x-api-key': key } })).status;
    t.same([await send(), await send(), await send()], [200, 200, 429]);
    t.notMatch(alone.log(), 'the-password');
  });
});
