import { setTimeout as sleep } from 'node:timers/promises';
import { type Clock, systemClock } from '@keyward/auth';
import t from 'tap';
import { createEnforcer } from '../../src/changes/enforcement.ts';
import type { FeedStore } from '../../src/changes/feed-store.ts';
import { openFeedDatabase } from '../fixtures/feed-database.ts';
import { isPending } from '../fixtures/pending.ts';

const feed = await openFeedDatabase(t);
const { store } = feed;
const TTL_MS = 1_000;
const SLACK_MS = 700;
const ALL_ACKNOWLEDGED = { lapsed: 0, staleForMs: undefined };

/** Leases that have acknowledged everything up to now. */
async function grant(names: readonly string[], terms = { ttlMs: TTL_MS, staleMs: 0 }): Promise<void> {
  for (const name of names) {
    const { revision } = await store.insertLease(name, terms);
    await store.renewLease(name, revision);
  }
}

/** A clock that stands still but for sleeping: that lets `lasts` of the wanted time pass, and takes a moment. */
function clockThatSleeps(lasts: (ms: number) => number): Clock & { time: number } {
  return {
    time: 0,
    now() {
      return { monotonic: this.time, wall: this.time };
    },
    async sleep(ms) {
      this.time += lasts(ms);
      await systemClock.sleep(1);
    },
  };
}

async function giveBack(...names: readonly string[]): Promise<void> {
  for (const name of names) await store.deleteLease(name);
}

t.test('without a gateway nothing is waited for', async (t) => {
  const receipt = await createEnforcer({ store }).enforced(await feed.write('key'));
  t.match(receipt, { gateways: 0, acknowledged: 0, ...ALL_ACKNOWLEDGED });
});

t.test('each lease is waited for until it has acknowledged', async (t) => {
  const enforcer = createEnforcer({ store });
  await grant(['a', 'b', 'released'], { ttlMs: 60_000, staleMs: 0 });
  const revision = await feed.write('key');
  const enforced = enforcer.enforced(revision);
  await store.renewLease('a', revision);
  enforcer.acknowledged();
  t.ok(await isPending(enforced));
  await store.renewLease('b', revision - 1);
  enforcer.acknowledged();
  t.ok(await isPending(enforced), 'a poll that acknowledges something older');
  await store.deleteLease('released');
  await store.renewLease('b', revision);
  enforcer.acknowledged();
  t.match(await enforced, { gateways: 3, acknowledged: 3, ...ALL_ACKNOWLEDGED, waitedMs: Number });
  t.match(await enforcer.enforced(revision), { gateways: 2, acknowledged: 2, ...ALL_ACKNOWLEDGED });
  await giveBack('a', 'b');
});

t.test('an acknowledgement at another replica is found without the doorbell', async (t) => {
  await grant(['a'], { ttlMs: 60_000, staleMs: 0 });
  const revision = await feed.write('key');
  const enforced = createEnforcer({ store }).enforced(revision);
  await sleep(50);
  await store.renewLease('a', revision);
  const { waitedMs } = await enforced;
  t.ok(waitedMs < 150 + SLACK_MS, `waited ${waitedMs} ms`);
  await giveBack('a');
});

t.test('a lease granted after the change is done with its first poll', async (t) => {
  const revision = await feed.write('key');
  const position = await store.insertLease('late', { ttlMs: 60_000, staleMs: 0 });
  const enforced = createEnforcer({ store }).enforced(revision);
  t.ok(await isPending(enforced), 'what it held under an earlier lease may still be running');
  await store.renewLease('late', position.revision);
  t.match(await enforced, { gateways: 1, acknowledged: 1, ...ALL_ACKNOWLEDGED });
  await giveBack('late');
});

t.test('a lease that is not renewed lapses after its own time, and delays nothing more', async (t) => {
  const enforcer = createEnforcer({ store });
  await grant(['dead']);
  const receipt = await enforcer.enforced(await feed.write('key'));
  t.match(receipt, { gateways: 1, acknowledged: 0, lapsed: 1, staleForMs: undefined });
  t.ok(receipt.waitedMs >= TTL_MS - 1 && receipt.waitedMs < TTL_MS + SLACK_MS, `waited ${receipt.waitedMs} ms`);
  t.match(await enforcer.enforced(await feed.write('key')), { gateways: 0, lapsed: 0 });
  t.match(await createEnforcer({ store }).enforced(await feed.write('key')), { gateways: 0, lapsed: 0 }, 'anywhere');
});

t.test('nor does it where the database was slow at first, and a timer early', async (t) => {
  const early = clockThatSleeps((ms) => ms - 0.5);
  const slowAtFirst: FeedStore = {
    ...store,
    async liveLeases() {
      const leases = await store.liveLeases();
      if (early.time === 0) early.time = 5;
      return leases;
    },
  };
  await grant(['dead as well']);
  const revision = await feed.write('key');
  t.match(await createEnforcer({ store: slowAtFirst, clock: early }).enforced(revision), { gateways: 1, lapsed: 1 });
  t.match(await createEnforcer({ store }).enforced(await feed.write('key')), { gateways: 0, lapsed: 0 });
});

t.test('its time is what it was granted for, however this replica is configured', async (t) => {
  await grant(['longer'], { ttlMs: 2 * TTL_MS, staleMs: 0 });
  await grant(['shorter'], { ttlMs: TTL_MS / 4, staleMs: 0 });
  const receipt = await createEnforcer({ store }).enforced(await feed.write('key'));
  t.match(receipt, { gateways: 2, lapsed: 2 });
  t.ok(receipt.waitedMs >= 2 * TTL_MS - 1, `waited ${receipt.waitedMs} ms`);
});

t.test('a replica counts from its own first look, never from a clock of the database', async (t) => {
  await grant(['looks-old']);
  await feed.query("update leases set renewed_at = now() - interval '1 hour' where lease_id = 'looks-old'");
  const enforcer = createEnforcer({ store });
  const since = performance.now();
  t.equal((await enforcer.sweep()).length, 1);
  const revision = await feed.write('key');
  t.match(await enforcer.enforced(revision), { gateways: 1, lapsed: 1 });
  const lived = performance.now() - since;
  t.ok(lived >= TTL_MS - 1 && lived < TTL_MS + SLACK_MS, `it lived ${Math.round(lived)} ms after the first look`);
});

t.test('looking after the leases ends dead ones before anybody waits', async (t) => {
  const enforcer = createEnforcer({ store });
  await grant(['dies', 'lives']);
  const alive = setInterval(() => void store.renewLease('lives', 0), 100);
  t.teardown(() => clearInterval(alive));
  t.equal((await enforcer.sweep()).length, 2);
  await sleep(TTL_MS + 50);
  t.match(await enforcer.sweep(), [{ leaseId: 'lives' }]);
  t.not((await feed.lease('dies'))?.lapsed_at, null);
  clearInterval(alive);
  await giveBack('lives');
});

t.test('a gateway that polls and hears nothing delays a change by its lease at most, and then lapses', async (t) => {
  const enforcer = createEnforcer({ store });
  await grant(['deaf', 'alive']);
  const heard = (await store.position()).revision;
  let refused = 0;
  const polls = setInterval(async () => {
    if ((await store.renewLease('deaf', heard)) === undefined) refused++;
    await store.renewLease('alive', (await store.position()).revision);
  }, 50);
  t.teardown(() => clearInterval(polls));
  const receipt = await enforcer.enforced(await feed.write('key'));
  t.match(receipt, { gateways: 2, acknowledged: 1, lapsed: 1 });
  t.ok(receipt.waitedMs >= TTL_MS && receipt.waitedMs < TTL_MS + SLACK_MS, `waited ${receipt.waitedMs} ms`);
  t.equal(refused, 0, 'it was renewed all the time');
  t.match(
    await enforcer.enforced(await feed.write('key')),
    { gateways: 2, lapsed: 1 },
    'it may believe in its last poll',
  );
  t.ok(refused > 0, 'and gets no further one');
  t.match(await enforcer.enforced(await feed.write('key')), { gateways: 1, acknowledged: 1, lapsed: 0 });
  clearInterval(polls);
  await giveBack('alive');
});

t.test('what a gateway goes on with is said until it is over', async (t) => {
  const enforcer = createEnforcer({ store });
  await grant(['lenient'], { ttlMs: 300, staleMs: 700 });
  await grant(['plain'], { ttlMs: 300, staleMs: 0 });
  t.match(await enforcer.enforced(await feed.write('key')), { gateways: 2, lapsed: 2, staleForMs: 700 });
  t.match(await enforcer.enforced(await feed.write('key')), { gateways: 0, lapsed: 0, staleForMs: 700 });
  await sleep(800);
  const receipt = await enforcer.enforced(await feed.write('key'));
  t.notOk('staleForMs' in receipt);
});

t.test('whoever hangs up is waited for no more', async (t) => {
  await grant(['a'], { ttlMs: 60_000, staleMs: 0 });
  const hungUp = new AbortController();
  const enforced = createEnforcer({ store }).enforced(await feed.write('key'), hungUp.signal);
  t.ok(await isPending(enforced));
  hungUp.abort(new Error('hung up'));
  await t.rejects(enforced, { message: 'hung up' });
  await giveBack('a');
});

t.test('a database that is away for a moment is waited for, and not without end', async (t) => {
  let away = true;
  const flaky: FeedStore = {
    ...store,
    liveLeases: () => (away ? Promise.reject(new Error('away')) : store.liveLeases()),
  };
  await grant(['a']);
  const revision = await feed.write('key');
  const enforced = createEnforcer({ store: flaky }).enforced(revision);
  t.ok(await isPending(enforced, 300));
  await store.renewLease('a', revision);
  away = false;
  t.match(await enforced, { gateways: 1, acknowledged: 1, lapsed: 0 });

  away = true;
  const hurried = clockThatSleeps((ms) => ms * 10);
  await t.rejects(createEnforcer({ store: flaky, clock: hurried }).enforced(revision), { message: 'away' });
  t.ok(hurried.time > 30_000 && hurried.time < 60_000, `after ${hurried.time} ms`);
  await giveBack('a');
});
