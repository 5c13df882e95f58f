import { Client } from 'pg';
import t, { type Test } from 'tap';
import { ACKNOWLEDGED_CHANNEL, CHANGED_CHANNEL } from '../../src/changes/sql-feed-store.ts';
import { openFeedDatabase } from '../fixtures/feed-database.ts';
import { isPending } from '../fixtures/pending.ts';
import { until } from '../fixtures/until.ts';

const feed = await openFeedDatabase(t);
const { store } = feed;
const TERMS = { ttlMs: 10_000, staleMs: 0 };

/** A connection of its own, in a transaction. */
async function transaction(t: Test): Promise<Client> {
  const client = new Client({ connectionString: feed.url });
  await client.connect();
  t.teardown(() => client.end());
  await client.query('begin');
  return client;
}

t.test('a write holds the counter until its commit', async (t) => {
  t.test('the next write and a new lease wait for it, and go on from what it has committed', async (t) => {
    const first = await feed.hold('first');
    const second = feed.write('second');
    const lease = store.insertLease('waits-for-the-commit', TERMS);
    t.ok(await isPending(second));
    t.ok(await isPending(lease));
    t.equal((await store.position()).revision, first.revision - 1, 'whoever only reads does not wait');
    await first.commit();
    t.equal(await second, first.revision + 1);
    t.ok((await lease).revision >= first.revision, 'it has nothing to learn of that write');
  });

  t.test('one that is rolled back leaves no gap', async (t) => {
    const { revision } = await store.position();
    const first = await feed.hold('rolled-back');
    const second = feed.write('second');
    t.equal(first.revision, revision + 1);
    await first.rollBack();
    t.equal(await second, revision + 1);
  });

  t.test('a lease that is being made makes the next write wait: that one will see its row', async (t) => {
    const client = await transaction(t);
    await client.query('select * from change_counter for share');
    const write = feed.write('after-the-lease');
    t.ok(await isPending(write));
    t.notOk(await isPending(store.insertLease('beside-the-other', TERMS)), 'leases do not wait for each other');
    await client.query('commit');
    await write;
  });
});

t.test('what is committed is read in order and without gaps, while many write and some give up', async (t) => {
  const { revision: from } = await store.position();
  let writing = true;
  const writes = Array.from({ length: 60 }, async (_, index) => {
    const held = await feed.hold(`key-${index}`);
    await (index % 4 === 0 ? held.rollBack() : held.commit());
  });
  const all = Promise.all(writes).finally(() => {
    writing = false;
  });
  let head = from;
  let reads = 0;
  const readOn = async (): Promise<void> => {
    const { changes, revision } = await store.changesAfter(head, 7);
    for (const change of changes) if (change.revision !== ++head) t.fail(`${change.revision} instead of ${head}`);
    if (changes.length < 7 && head !== revision) t.fail(`read up to ${head} in a snapshot of ${revision}`);
    reads++;
  };
  while (writing) await readOn();
  await all;
  while (head < from + 45) await readOn();
  t.equal((await store.position()).revision, from + 45, `read in ${reads} pieces`);
});

t.test('changes after a revision come with the position of the same snapshot', async (t) => {
  const { epoch, revision } = await store.position();
  t.same(await store.changesAfter(revision, 10), { epoch, revision, changes: [] });
  await feed.write('one');
  await feed.write('two');
  const rows = ['one', 'two'].map((entityId, index) => ({
    revision: revision + 1 + index,
    entity: 'key',
    entityId,
    workspaceId: null,
  }));
  t.same(await store.changesAfter(revision, 10), { epoch, revision: revision + 2, changes: rows });
  t.same(await store.changesAfter(revision, 1), { epoch, revision: revision + 2, changes: rows.slice(0, 1) });
});

t.test('a poll renews a lease and acknowledges', async (t) => {
  const { epoch, revision } = await store.insertLease('renewed', TERMS);
  t.match(await feed.lease('renewed'), { acknowledged: -1, renewals: 0 }, 'it has acknowledged nothing yet');
  t.same(await store.renewLease('renewed', revision), { epoch, revision, ttlMs: 10_000 });
  t.match(await feed.lease('renewed'), { acknowledged: revision, renewals: 1 });
  t.ok(await store.renewLease('renewed', revision - 1), 'an older poll that comes late');
  t.match(await feed.lease('renewed'), { acknowledged: revision, renewals: 2 }, 'takes nothing back');
  const written = await feed.write('key');
  t.match(await store.renewLease('renewed', revision), { revision: written }, 'the position is the newest');

  t.equal(await store.renewLease('renewed', written + 1), undefined, 'what has not happened cannot be acknowledged');
  t.match(await feed.lease('renewed'), { acknowledged: revision, renewals: 3 });
  t.equal(await store.renewLease('never-granted', 0), undefined);
  await store.deleteLease('renewed');
  await store.deleteLease('renewed');
  t.equal(await store.renewLease('renewed', revision), undefined);
});

t.test('a lease lapses, or is renewed: never both', async (t) => {
  t.test('it lapses only if it was not renewed since', async (t) => {
    const { revision } = await store.insertLease('lapses', TERMS);
    await store.renewLease('lapses', revision);
    t.equal(await store.lapseLease('lapses', 0), false, 'it was renewed');
    t.ok(await store.renewLease('lapses', revision));
    t.equal(await store.lapseLease('lapses', 2), true);
    t.equal(await store.renewLease('lapses', revision), undefined);
    t.equal(await store.lapseLease('lapses', 2), true, 'as before');
    t.equal(await store.lapseLease('never-granted', 0), true);
    t.notOk((await store.liveLeases()).some(({ leaseId }) => leaseId === 'lapses'));
  });

  t.test('a lapse waits for a renewal under way, and finds it', async (t) => {
    await store.insertLease('being-renewed', TERMS);
    const client = await transaction(t);
    await client.query("update leases set renewals = renewals + 1 where lease_id = 'being-renewed'");
    const lapse = store.lapseLease('being-renewed', 0);
    t.ok(await isPending(lapse));
    await client.query('commit');
    t.equal(await lapse, false);
  });

  t.test('a renewal waits for a lapse under way, and finds it', async (t) => {
    const { revision } = await store.insertLease('lapsing', TERMS);
    const client = await transaction(t);
    await client.query("update leases set lapsed_at = now() where lease_id = 'lapsing'");
    const renewal = store.renewLease('lapsing', revision);
    t.ok(await isPending(renewal));
    await client.query('commit');
    t.equal(await renewal, undefined);
    t.match(await feed.lease('lapsing'), { renewals: 0, acknowledged: -1 });
  });

  t.test('at the same moment, one of the two', async (t) => {
    const wins = { renewal: 0, lapse: 0 };
    for (let round = 0; round < 60; round++) {
      const { revision } = await store.insertLease(`raced-${round}`, TERMS);
      const race = [
        () => store.renewLease(`raced-${round}`, revision).then((renewed) => renewed !== undefined),
        () => store.lapseLease(`raced-${round}`, 0),
      ];
      if (round % 2 === 0) race.reverse();
      const results = await Promise.all(race.map((run) => run()));
      const [renewed, lapsed] = round % 2 === 0 ? results.reverse() : results;
      if (renewed === lapsed) t.fail(`renewed: ${renewed}, lapsed: ${lapsed}`);
      wins[renewed === true ? 'renewal' : 'lapse']++;
    }
    t.equal(wins.renewal + wins.lapse, 60, `${wins.renewal} renewed, ${wins.lapse} lapsed`);
  });
});

t.test('leases that stay silent about a change are named, and renewed no more', async (t) => {
  const written = await feed.write('key');
  for (const leaseId of ['silent', 'heard', 'not-asked']) await store.insertLease(leaseId, { ttlMs: 500, staleMs: 0 });
  await store.renewLease('heard', written);
  const silent = await store.silentLeases(['silent', 'heard', 'never-granted'], written);
  t.match(silent, [{ leaseId: 'silent', acknowledged: -1, ttlMs: 500, staleMs: 0 }]);
  t.equal(silent.length, 1);
  t.equal(await store.renewLease('silent', written), undefined);
  t.ok(await store.renewLease('heard', written));
  t.ok(await store.renewLease('not-asked', written - 1));
  t.ok(
    (await store.liveLeases()).some(({ leaseId }) => leaseId === 'silent'),
    'until it lapses it may be believed in',
  );
  t.equal(await store.lapseLease('silent', 0), true);
});

t.test('a lapsed lease is named as long as its holder may go on with what it knows', async (t) => {
  const written = await feed.write('key');
  await store.insertLease('goes-on', { ttlMs: 500, staleMs: 60_000 });
  await store.lapseLease('goes-on', 0);
  t.match(await store.silentLeases([], written), [{ leaseId: 'goes-on', staleMs: 60_000 }]);
  await feed.query("update leases set lapsed_at = now() - interval '61 seconds' where lease_id = 'goes-on'");
  t.same(await store.silentLeases([], written), []);
});

t.test('the doorbell rings at the commit, and only for what is new', async (t) => {
  const listener = new Client({ connectionString: feed.url });
  await listener.connect();
  t.teardown(() => listener.end());
  const heard: string[] = [];
  listener.on('notification', ({ channel }) => heard.push(channel));
  await listener.query(`listen ${CHANGED_CHANNEL}; listen ${ACKNOWLEDGED_CHANNEL}`);
  /** What rang since the last time; everything that was sent before is here when the connection answers. */
  const rings = async (): Promise<string[]> => {
    await listener.query('select 1');
    return heard.splice(0);
  };

  const held = await feed.hold('key');
  t.same(await rings(), [], 'not before the commit');
  await held.commit();
  await until(async () => heard.length > 0);
  t.same(await rings(), [CHANGED_CHANNEL]);
  await (await feed.hold('key')).rollBack();
  t.same(await rings(), [], 'not for what was rolled back');

  const { revision } = await store.insertLease('rings', TERMS);
  t.same(await rings(), []);
  await store.renewLease('rings', revision);
  await until(async () => heard.length > 0);
  t.same(await rings(), [ACKNOWLEDGED_CHANNEL]);
  await store.renewLease('rings', revision);
  t.same(await rings(), [], 'a poll that acknowledges nothing new wakes nobody');
  await store.lapseLease('rings', 2);
  await until(async () => heard.length > 0);
  t.same(await rings(), [ACKNOWLEDGED_CHANNEL]);
  await store.deleteLease('rings');
  await until(async () => heard.length > 0);
  t.same(await rings(), [ACKNOWLEDGED_CHANNEL]);
});

t.test('what nobody can ask for any more is removed', async (t) => {
  await feed.query('delete from changes');
  await feed.query('update change_counter set revision = 10500');
  await feed.query(`insert into changes (revision, entity, entity_id, at)
    select n, 'key', 'k', now() - interval '2 hours' from generate_series(1, 10500) as n`);
  await feed.query('update changes set at = now() where revision in (1, 300)');
  for (const leaseId of ['long-lapsed', 'just-lapsed', 'goes-on-for-a-day', 'lives']) {
    await store.insertLease(leaseId, { ttlMs: 1_000, staleMs: leaseId === 'goes-on-for-a-day' ? 86_400_000 : 0 });
  }
  await feed.query(`update leases set lapsed_at = now() - interval '2 hours', renewed_at = now() - interval '3 hours'
    where lease_id in ('long-lapsed', 'goes-on-for-a-day')`);
  await store.lapseLease('just-lapsed', 0);
  await store.compact();
  const [kept] = await feed.query('select count(*)::int, min(revision)::int from changes where revision > 300');
  t.same(kept, { count: 10_000, min: 501 }, 'ten thousand at least');
  const young = await feed.query('select revision::int from changes where revision <= 500');
  t.same(young, [{ revision: 1 }, { revision: 300 }], 'an hour at least');
  t.equal(await feed.lease('long-lapsed'), undefined);
  for (const leaseId of ['just-lapsed', 'goes-on-for-a-day', 'lives']) t.ok(await feed.lease(leaseId), leaseId);
});
