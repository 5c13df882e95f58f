import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import { at, startCluster } from '../fixtures/cluster/cluster.ts';
import { eventually } from '../fixtures/cluster/eventually.ts';
import { startLoad } from '../fixtures/cluster/load.ts';
import { openStream } from '../fixtures/cluster/streams.ts';

const LEASE_TTL_MS = 2_000;
/** What a loaded machine may add to the lease's time. */
const SLACK_MS = 2_000;

const cluster = await startCluster(t, { leaseTtlMs: LEASE_TTL_MS });
const frozen = at(cluster.gateways, 0);

/** A key that both gateways have cached. */
async function cachedKey(): Promise<{ id: string; token: string }> {
  const key = await cluster.createKey();
  for (const gateway of [0, 1]) {
    if ((await cluster.call(gateway, key.token)) !== 200) throw new Error('the key does not work');
  }
  return key;
}

/** Both gateways hold a lease again, and a change returns as fast as ever. */
async function untilHealed(): Promise<void> {
  await eventually(async () => {
    const { id } = await cluster.createKey();
    const { body } = await cluster.revoke(0, id);
    return body.enforcement?.gateways === 2 && body.enforcement.acknowledged === 2;
  });
}

t.test('a gateway that is frozen for longer than its lease accepts nothing stale when it goes on', async (t) => {
  const key = await cachedKey();
  const stream = await openStream(cluster, 0, key.token);
  frozen.signal('SIGSTOP');
  const before = [1, 2, 3].map(() => cluster.call(0, key.token));
  const { status, body } = await cluster.revoke(1, key.id);
  t.equal(status, 200);
  t.match(body.enforcement, { gateways: 2, acknowledged: 1, lapsed: 1 });
  t.ok(Number(body.enforcement?.waitedMs) < LEASE_TTL_MS + SLACK_MS, `waited ${body.enforcement?.waitedMs} ms`);
  t.notOk('staleForMs' in Object(body.enforcement));
  const after = [1, 2, 3].map(() => cluster.call(0, key.token));
  t.equal(await cluster.call(1, key.token), 401, 'the other one has acknowledged it');
  frozen.signal('SIGCONT');
  t.same(await Promise.all(after), [401, 401, 401], 'sent to it after the answer');
  t.same(await Promise.all(before), [401, 401, 401], 'sent to it before');
  t.match(await stream.ended, /no longer valid|broken/, 'it ends what went on');
  await untilHealed();
  t.equal(await cluster.call(0, (await cachedKey()).token), 200);
});

t.test('a gateway that is frozen for less than its lease is waited for', async (t) => {
  const key = await cachedKey();
  frozen.signal('SIGSTOP');
  let returned = false;
  const revoked = cluster.revoke(1, key.id).finally(() => {
    returned = true;
  });
  await sleep(LEASE_TTL_MS / 4);
  t.notOk(returned, 'not while it may be believing in its lease');
  frozen.signal('SIGCONT');
  t.match((await revoked).body.enforcement, { gateways: 2, acknowledged: 2, lapsed: 0 });
  t.equal(await cluster.call(0, key.token), 401);
});

t.test('a gateway that was killed delays one revoke by its lease at most, and later ones not at all', async (t) => {
  const first = await cachedKey();
  const second = await cachedKey();
  await at(cluster.gateways, 1).kill();
  const delayed = await cluster.revoke(0, first.id);
  t.match(delayed.body.enforcement, { gateways: 2, acknowledged: 1, lapsed: 1 });
  t.ok(Number(delayed.body.enforcement?.waitedMs) < LEASE_TTL_MS + SLACK_MS);
  const next = await cluster.revoke(1, second.id);
  t.match(next.body.enforcement, { gateways: 1, acknowledged: 1, lapsed: 0 });
  t.ok(Number(next.body.enforcement?.waitedMs) < LEASE_TTL_MS / 2, `waited ${next.body.enforcement?.waitedMs} ms`);
  await at(cluster.gateways, 1).restart();
  for (const { token } of [first, second]) t.equal(await cluster.call(1, token), 401);
});

t.test('a gateway that starts in the middle of a revoke never caches the old state', async (t) => {
  for (const waitMs of [0, 300, 900]) {
    const key = await cachedKey();
    const load = startLoad(cluster, key.token, [1]);
    await eventually(() => load.accepted > 0);
    const restarted = at(cluster.gateways, 1).restart();
    await sleep(waitMs);
    const { body } = await cluster.revoke(0, key.id);
    load.mustRefuseNow();
    await restarted;
    t.equal(await cluster.call(1, key.token), 401);
    await sleep(100);
    const { late } = await load.stop();
    t.equal(late, 0, `revoked ${waitMs} ms after the kill, with ${body.enforcement?.lapsed} lapsed`);
  }
});

t.test('a gateway that starts while a revoke waits for another one sees the key as revoked', async (t) => {
  const key = await cachedKey();
  frozen.signal('SIGSTOP');
  const revoked = cluster.revoke(1, key.id);
  await at(cluster.gateways, 1).restart();
  t.equal(await cluster.call(1, key.token), 401);
  frozen.signal('SIGCONT');
  await revoked;
  t.equal(await cluster.call(1, key.token), 401);
  t.equal(await cluster.call(0, key.token), 401);
});
