import { once } from 'node:events';
import { createServer } from 'node:net';
import t, { type Test } from 'tap';

import { WINDOW_LIMITS } from '../../src/limits/limit-table.ts';
import { limitedBy } from '../../src/limits/limited.ts';
import { createMemoryCounters } from '../../src/limits/memory-counters.ts';
import { startOrigin } from '../fixtures/origins.ts';
import { startGateway } from '../fixtures/start-gateway.ts';

const HOUR_MS = 60 * 60 * 1000;

/** Sets the wall clock of this process, as far as its programs can read it, until the end of the test. */
function setClock(t: Test, aheadMs: number): void {
  const { now } = Date;
  t.teardown(() => {
    Date.now = now;
  });
  Date.now = () => now() + aheadMs;
}

/** A store of limits that is away: what counts is the insurance. */
async function nobody(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return `redis://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 1}`;
}

for (const [store, environment] of [
  ['in memory', {}],
  ['in memory, because the store is away', { VALKEY_URL: await nobody() }],
] as const) {
  t.test(`limits ${store}, while somebody sets the clock`, async (t) => {
    const gateway = await startGateway(t, environment);
    const origin = await startOrigin(t, (_request, response) => response.end('hello'));
    const url = `${gateway.url}/api/v1/prediction/${gateway.addFlow({ baseUrl: origin.url })}`;
    const ask = async (token: string) => {
      const answer = await fetch(url, { method: 'POST', headers: { 'x-api-key': token } });
      await answer.arrayBuffer();
      return answer;
    };
    for (const [direction, aheadMs] of [
      ['forward', HOUR_MS],
      ['back', -HOUR_MS],
    ] as const) {
      await t.test(`an hour ${direction}`, async (t) => {
        const used = gateway.addKey({ keyward: { limits: { requestsPerMinute: 3 } } });
        const half = gateway.addKey({ keyward: { limits: { requestsPerMinute: 3 } } });
        for (const token of [used, used, used, half]) t.equal((await ask(token)).status, 200);
        setClock(t, aheadMs);
        const refused = await ask(used);
        t.equal(refused.status, 429, 'nothing was given back');
        const waitS = Number(refused.headers.get('retry-after'));
        t.ok(waitS > 0 && waitS <= 60, `to be tried again within the minute, not after ${waitS} s`);
        const second = await ask(half);
        t.equal(second.status, 200);
        t.match(second.headers.get('ratelimit'), /^"requests-per-minute";r=1;t=(60|5\d)$/);
        t.equal((await ask(half)).status, 200);
        t.equal((await ask(half)).status, 429);
      });
    }
  });
}

t.test('a window ends by the clock that nobody sets, and what is over is forgotten', async (t) => {
  let now = 1_000;
  const counters = createMemoryCounters();
  const limit = WINDOW_LIMITS.find(({ name }) => name === 'requestsPerMinute');
  if (limit === undefined) throw new Error('there is no limit a minute');
  const [one, other] = [limitedBy('key', 'one', {}), limitedBy('key', 'other', {})];
  t.same(await counters.add(limit, one, 2, now), { used: 2, resetMs: 60_000 });
  now += 59_999;
  t.same(await counters.add(limit, one, 1, now), { used: 3, resetMs: 1 });
  t.same(await counters.add(limit, other, 1, now), { used: 1, resetMs: 60_000 });
  t.same(
    await counters.add(limit, limitedBy('gateway', 'one', {}), 1, now),
    { used: 1, resetMs: 60_000 },
    'of the same id',
  );
  now += 1;
  t.same(await counters.add(limit, one, 1, now), { used: 1, resetMs: 60_000 });
  t.same(await counters.add(limit, one, -1, now), { used: 0, resetMs: 60_000 });
  now += 60_000;
  t.same(await counters.add(limit, other, 1, now), { used: 1, resetMs: 60_000 });
});

t.test('no window lasts longer than it is long, whatever the moment is rounded to', async (t) => {
  const counters = createMemoryCounters();
  const moments = Array.from({ length: 1_000 }, (_, index) => 10_000 + index / 7);
  t.ok(moments.some((at) => at + 60_000 - at > 60_000));
  for (const limit of WINDOW_LIMITS) {
    for (const [index, at] of moments.entries()) {
      const count = await counters.add(limit, limitedBy('key', `${index}`, {}), 1, at);
      if (count.resetMs > limit.windowS * 1000) t.fail(`${limit.name} at ${at}`, count);
    }
  }
});

t.test('many keys are counted apart, and a place that was of another key begins with nothing', async (t) => {
  let now = 1_000;
  const counters = createMemoryCounters();
  const limits = WINDOW_LIMITS.filter(({ unit }) => unit === 'requests');
  const keys = Array.from({ length: 5_000 }, (_, index) => limitedBy('key', `${index}`, {}));
  const count = (round: string) => {
    for (const times of [1, 2]) {
      for (const [index, key] of keys.entries()) {
        const points = index + 1;
        const one = { ...key, id: round + key.id };
        const counts = limits.map((limit) => counters.add(limit, one, points, now));
        if (counts.some((count) => count instanceof Promise || count.used !== times * points))
          t.fail(`key ${index}`, { counts });
      }
    }
  };
  count('a');
  now += 2 * 24 * HOUR_MS;
  count('b');
  count('c');
  t.pass('each its own');
});
