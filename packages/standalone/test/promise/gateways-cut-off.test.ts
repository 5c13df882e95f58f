import { setTimeout as sleep } from 'node:timers/promises';
import t, { type Test } from 'tap';
import { at, type FlowAnswer, type Key, startCluster } from '../fixtures/cluster/cluster.ts';
import { eventually } from '../fixtures/cluster/eventually.ts';
import { startLoad } from '../fixtures/cluster/load.ts';
import { openStream } from '../fixtures/cluster/streams.ts';

const LEASE_TTL_MS = 2_000;
/** What a loaded machine may add to the lease's time. */
const SLACK_MS = 2_000;

const DIRECTIONS = {
  'both directions': { toServer: true, toClient: true },
  'what it sends': { toServer: true, toClient: false },
  'what it is sent': { toServer: false, toClient: true },
};

const cluster = await startCluster(t, { leaseTtlMs: LEASE_TTL_MS, gateways: [{}, { STALE_IF_UNAVAILABLE: 'PT1M' }] });
const [plain, lenient] = [at(cluster.gateways, 0), at(cluster.gateways, 1)];

async function cachedKey(): Promise<Key> {
  const key = await cluster.createKey();
  for (const gateway of cluster.gateways.keys()) {
    if ((await cluster.call(gateway, key.token)) !== 200) throw new Error('the key does not work');
  }
  return key;
}

/** All gateways hold a lease, and have acted on the change of a key within its answer. */
async function untilHealed(): Promise<void> {
  await eventually(async () => {
    const { body } = await cluster.revoke(0, (await cachedKey()).id);
    return body.enforcement?.gateways === cluster.gateways.length && body.enforcement.lapsed === 0;
  });
}

function isUnavailable(t: Test, answer: FlowAnswer): void {
  t.equal(answer.status, 503);
  t.match(answer.headers['retry-after'], /^\d+$/);
  t.match(JSON.parse(answer.text), { type: '/problems/verifier-unavailable', status: 503 });
}

for (const [what, directions] of Object.entries(DIRECTIONS)) {
  t.test(`${what} lost: a revoke returns by the lease's end, and the gateway accepts nothing after that`, async (t) => {
    const key = await cachedKey();
    const load = startLoad(cluster, key.token);
    at(cluster.relays, 0).cut(directions);
    const { status, body } = await cluster.revoke(1, key.id);
    load.mustRefuseNow();
    t.equal(status, 200);
    t.match(body.enforcement, { gateways: 2, acknowledged: 1, lapsed: 1 });
    t.notOk('staleForMs' in Object(body.enforcement));
    t.ok(Number(body.enforcement?.waitedMs) < LEASE_TTL_MS + SLACK_MS, `waited ${body.enforcement?.waitedMs} ms`);

    isUnavailable(t, await cluster.ask(0, key.token));
    t.equal((await fetch(`${plain.url}/readyz`)).status, 503);
    t.equal((await fetch(`${plain.url}/healthz`)).status, 200);

    at(cluster.relays, 0).heal();
    await eventually(() => plain.ready());
    t.equal(await cluster.call(0, key.token), 401);
    t.equal((await load.stop()).late, 0);
    await untilHealed();
  });
}

t.test('where the operator allowed it, a gateway that is cut off goes on, and each answer says so', async (t) => {
  const [first, second] = [await cachedKey(), await cachedKey()];
  const unknown = await cluster.createKey();
  const stream = await openStream(cluster, 1, first.token);
  at(cluster.relays, 1).cut({ toServer: true, toClient: true });
  const { body } = await cluster.revoke(0, first.id);
  t.match(body.enforcement, { gateways: 2, acknowledged: 1, lapsed: 1, staleForMs: 60_000 });
  const later = await cluster.revoke(0, second.id);
  t.match(later.body.enforcement, { gateways: 1, acknowledged: 1, lapsed: 0, staleForMs: 60_000 }, 'it still goes on');
  const calls = [first, second, unknown].map(({ token }) => cluster.call(1, token));
  t.same(await Promise.all(calls), [200, 200, 503], 'the trade; nothing is known of the third key');
  t.equal((await fetch(`${lenient.url}/readyz`)).status, 503);
  t.ok(stream.open);

  at(cluster.relays, 1).heal();
  await eventually(() => lenient.ready());
  for (const { token } of [first, second]) t.equal(await cluster.call(1, token), 401);
  t.match(await stream.ended, /no longer valid/, 'what went on is judged anew');
  t.equal(await cluster.call(1, unknown.token), 200);
});

t.test('without key-management cached keys work until the lease ends, then nothing does, and all heals', async (t) => {
  const key = await cachedKey();
  const stream = await openStream(cluster, 0, key.token);
  await Promise.all(cluster.replicas.map((replica) => replica.kill()));
  const killed = performance.now();
  t.equal(await cluster.call(0, key.token), 200, 'cached');
  let lastAccepted = killed;
  for (;;) {
    const started = performance.now();
    const answer = await cluster.ask(0, key.token);
    if (answer.status !== 200) {
      isUnavailable(t, answer);
      break;
    }
    lastAccepted = started;
    await sleep(20);
  }
  t.ok(
    lastAccepted - killed < LEASE_TTL_MS,
    `the last call was accepted after ${Math.round(lastAccepted - killed)} ms`,
  );
  t.equal((await fetch(`${plain.url}/readyz`)).status, 503);
  t.equal(await cluster.call(1, key.token), 200, 'where the operator allowed it, it goes on');
  t.ok(stream.open, 'what is under way goes on');

  await Promise.all(cluster.replicas.map((replica) => replica.restart()));
  await eventually(async () => (await plain.ready()) && (await lenient.ready()));
  for (const gateway of [0, 1]) t.equal(await cluster.call(gateway, key.token), 200);
  t.ok(stream.open, 'it was judged anew, and may go on');
  t.match((await cluster.revoke(0, key.id)).body.enforcement, { acknowledged: 2 });
  t.match(await stream.ended, /no longer valid/);
  for (const gateway of [0, 1]) t.equal(await cluster.call(gateway, key.token), 401);
});
