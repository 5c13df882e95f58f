import { systemClock } from '@keyward/auth';
import t from 'tap';
import { createChangeReader } from '../../src/changes/change-reader.ts';
import { createEnforcer } from '../../src/changes/enforcement.ts';
import { createLeaseService } from '../../src/changes/lease-service.ts';
import { beginEpoch, beginEpochAfterPromotion } from '../../src/changes/sql-feed-store.ts';
import { openFeedDatabase } from '../fixtures/feed-database.ts';
import { isPending } from '../fixtures/pending.ts';

const TTL_MS = 1_000;
const TABLES = ['change_counter', 'changes', 'leases'];

const feed = await openFeedDatabase(t);
const { store, db } = feed;

/** A replica of key-management that has read the feed up to now. */
async function startReplica(ttlMs = TTL_MS) {
  const reader = createChangeReader(store, systemClock);
  const leases = createLeaseService({ store, reader, clock: systemClock, ttlMs, onAcknowledged: () => undefined });
  await reader.refresh();
  return { reader, leases };
}

async function backUp(): Promise<void> {
  for (const table of TABLES) {
    await feed.query(`drop table if exists backup_of_${table}`);
    await feed.query(`create table backup_of_${table} as select * from ${table}`);
  }
}

async function restore(): Promise<void> {
  for (const table of TABLES) {
    await feed.query(`delete from ${table}`);
    await feed.query(`insert into ${table} select * from backup_of_${table}`);
  }
}

/** As on another timeline of the server's log: after a promotion, or a restore of its files. */
async function changeTimeline(): Promise<void> {
  await feed.query("update change_counter set timeline = 'AAAAAAAA'");
}

async function epoch(): Promise<string> {
  return (await store.position()).epoch;
}

t.test('the timeline is noted at first, and begins an epoch where it has changed: once', async (t) => {
  const first = await epoch();
  t.equal(await beginEpochAfterPromotion(db, TTL_MS), false);
  const [noted] = await feed.query('select timeline from change_counter');
  t.match(noted, { timeline: /^[0-9A-F]{8}$/ });
  t.equal(await beginEpochAfterPromotion(db, TTL_MS), false);
  t.equal(await epoch(), first);

  await changeTimeline();
  const begun = await Promise.all([1, 2, 3].map(() => beginEpochAfterPromotion(db, TTL_MS)));
  t.equal(begun.filter(Boolean).length, 1, 'by one of the replicas');
  t.not(await epoch(), first);
  t.same(await feed.query('select timeline from change_counter'), [noted]);
});

t.test('leases of the history that is gone are waited for, as long as any of them may last', async (t) => {
  await feed.query('delete from leases');
  await store.insertLease('longest', { ttlMs: 1_500, staleMs: 0 });
  await beginEpoch(db, TTL_MS);
  t.match(await store.liveLeases(), [{ leaseId: 'longest' }, { leaseId: /^before-/, acknowledged: -1, ttlMs: 1_500 }]);
  await store.deleteLease('longest');
  const receipt = await createEnforcer({ store }).enforced(await feed.write('key'));
  t.match(receipt, { gateways: 1, acknowledged: 0, lapsed: 1 });
  t.ok(receipt.waitedMs >= 1_499, `waited ${receipt.waitedMs} ms`);
});

t.test('a lease of an earlier epoch is gone', async (t) => {
  const { leases } = await startReplica();
  const before = await leases.grant(0);
  t.ok(await leases.poll(before.leaseId, before.revision));
  await beginEpoch(db, TTL_MS);
  t.equal(await leases.poll(before.leaseId, before.revision), undefined);
  const after = await leases.grant(0);
  t.equal(after.revision, before.revision, 'at the same revision');
  t.not(after.epoch, before.epoch);
  t.ok(await leases.poll(after.leaseId, after.revision));
});

t.test('a poll that was waiting when the epoch ended finds its lease gone', async (t) => {
  const { leases, reader } = await startReplica();
  const { leaseId, revision } = await leases.grant(0);
  const waiting = leases.poll(leaseId, revision);
  t.ok(await isPending(waiting, 100));
  await beginEpoch(db, TTL_MS);
  await feed.write('key');
  await reader.refresh();
  t.equal(await waiting, undefined);
});

t.test('three histories at the same revisions: a replica that slept never tells one for the other', async (t) => {
  await feed.query('delete from leases');
  const awake = await startReplica();
  const asleep = await startReplica();
  const { revision: start } = await store.position();
  await backUp();

  for (const history of ['first', 'second', 'third']) {
    const lease = await awake.leases.grant(0);
    t.equal(lease.revision, start);
    for (const which of [1, 2, 3]) await feed.write(`${history}-${which}`);
    await awake.reader.refresh();
    const answer = await (history === 'first' ? awake : asleep).leases.poll(lease.leaseId, start);
    t.equal(answer?.revision, start + 3);
    if (answer?.reset !== true) {
      const ids = answer?.changes?.map(({ entityId }) => entityId);
      t.same(ids, [`${history}-1`, `${history}-2`, `${history}-3`]);
    }
    // The one that sleeps keeps in mind what it has read of this history.
    await asleep.reader.refresh();
    t.equal(asleep.reader.head, start + 3);

    const revoked = createEnforcer({ store }).enforced(start + 3);
    t.ok(await isPending(revoked, 100), 'an acknowledgement of another history counts for nothing');
    t.ok(await asleep.leases.poll(lease.leaseId, start + 3, AbortSignal.abort()));
    t.match(await revoked, { lapsed: history === 'first' ? 0 : 1 }, 'the leases that are gone have lapsed');

    await restore();
    await changeTimeline();
    t.ok(await beginEpochAfterPromotion(db, TTL_MS));
    t.equal(await awake.leases.poll(lease.leaseId, start + 3), undefined);
  }
});

t.test('a restore that nobody told of: what was acknowledged in the history that is gone does not count', async (t) => {
  await feed.query('delete from leases');
  const { leases } = await startReplica();
  const lease = await leases.grant(0);
  await leases.poll(lease.leaseId, lease.revision, AbortSignal.abort());
  await backUp();
  for (const keyId of ['lost-1', 'lost-2']) await feed.write(keyId);
  t.ok(await leases.poll(lease.leaseId, lease.revision + 2, AbortSignal.abort()));
  await restore();
  t.equal(await epoch(), lease.epoch);
  t.equal(await leases.poll(lease.leaseId, lease.revision + 2), undefined, 'its holder has to begin anew');
  const revision = await feed.write('revoked');
  t.match(await createEnforcer({ store }).enforced(revision), { acknowledged: 0, lapsed: 1 });
});
