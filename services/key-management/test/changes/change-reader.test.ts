import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import { type FeedChange, systemClock } from '@keyward/auth';
import t, { type Test } from 'tap';
import { createBell } from '../../src/changes/bell.ts';
import { createChangeReader } from '../../src/changes/change-reader.ts';
import { coalesced } from '../../src/changes/coalesced.ts';
import { openFeedDatabase } from '../fixtures/feed-database.ts';
import { isPending } from '../fixtures/pending.ts';

t.test('reading', async (t) => {
  const feed = await openFeedDatabase(t);
  const read = async (from: number) => {
    const reader = createChangeReader(feed.store, systemClock);
    await reader.refresh();
    t.equal(reader.head, from, 'it begins where the feed stands');
    return reader;
  };
  const ids = (changes: readonly FeedChange[] | undefined) => changes?.map(({ entityId }) => entityId);
  const position = async () => (await feed.store.position()).revision;

  t.test('it hands out what came after a revision, and knows what it cannot tell', async (t) => {
    for (const keyId of ['a', 'b']) await feed.write(keyId);
    const reader = await read(2);
    t.same(ids(reader.after(2)), []);
    for (const keyId of ['c', 'd', 'e']) await feed.write(keyId);
    t.same(ids(reader.after(2)), [], 'nothing is known before it looks');
    await reader.refresh();
    t.equal(reader.head, 5);
    t.same(ids(reader.after(2)), ['c', 'd', 'e']);
    t.same(ids(reader.after(4)), ['e']);
    t.same(ids(reader.after(5)), []);
    t.equal(reader.after(1), undefined, 'before its time');
    t.equal(reader.after(6), undefined, 'of another history');
  });

  t.test('a gap makes it begin anew, so that all who wait drop everything', async (t) => {
    const from = await position();
    const reader = await read(from);
    for (const keyId of ['lost', 'kept']) await feed.write(keyId);
    await feed.query('delete from changes where revision = $1', [from + 1]);
    await reader.refresh();
    t.equal(reader.head, from + 2);
    t.equal(reader.after(from), undefined);
    t.same(ids(reader.after(from + 2)), []);
  });

  t.test('the last change missing is a gap as well', async (t) => {
    const from = await position();
    const reader = await read(from);
    for (const keyId of ['kept', 'lost']) await feed.write(keyId);
    await feed.query('delete from changes where revision = $1', [from + 2]);
    await reader.refresh();
    t.equal(reader.after(from), undefined);
  });

  t.test('so do a counter that was set back, and another epoch at the same revision', async (t) => {
    const from = await position();
    const reader = await read(from);
    await feed.query('update change_counter set revision = revision - 1');
    await reader.refresh();
    t.equal(reader.head, from - 1);
    t.equal(reader.after(from), undefined);
    await feed.query('update change_counter set revision = revision + 1');

    const other = await read(from);
    const { epoch } = other;
    await feed.write('x');
    await other.refresh();
    await feed.query("update change_counter set epoch = 'another'");
    await other.refresh();
    t.not(other.epoch, epoch);
    t.equal(other.after(from), undefined, 'what it had read counts for nothing');
  });

  t.test('a burst is read in pieces', async (t) => {
    const from = await position();
    const reader = await read(from);
    await feed.query('update change_counter set revision = revision + 10500');
    await feed.query(
      `insert into changes (revision, entity, entity_id, at)
       select n, 'key', 'k' || n, now() from generate_series($1::int + 1, $1::int + 10500) as n`,
      [from],
    );
    await reader.refresh();
    t.equal(reader.head, from + 10_000);
    await reader.refresh();
    t.equal(reader.head, from + 10_500);
    t.equal(reader.after(from)?.length, 10_500);
    t.same(ids(reader.after(from + 10_499)), [`k${from + 10_500}`]);
  });

  t.test('whoever waits is woken by what is read, or after his time', async (t) => {
    const reader = await read(await position());
    const waiting = reader.moved(10_000);
    await reader.refresh();
    t.ok(await isPending(waiting, 50), 'nothing new');
    await feed.write('wakes');
    await reader.refresh();
    t.notOk(await isPending(waiting, 50));
    await reader.moved(20);
    await reader.moved(10_000, AbortSignal.timeout(20));
  });

  t.test('a look that fails is told to who asked, and the next one works', async (t) => {
    let away = true;
    const store = { ...feed.store, changesAfter: () => (away ? Promise.reject(new Error('away')) : later()) };
    const later = () => feed.store.changesAfter(reader.head, 10);
    const reader = createChangeReader(store, systemClock);
    await reader.refresh();
    await feed.write('meanwhile');
    await t.rejects(reader.refresh(), { message: 'away' });
    away = false;
    await reader.refresh();
    t.equal(reader.head, await position());
  });
});

t.test('calls at the same time share a run that began after them', async (t) => {
  const runs: PromiseWithResolvers<number>[] = [];
  const look = coalesced(() => {
    const run = Promise.withResolvers<number>();
    runs.push(run);
    return run.promise;
  });
  const first = look();
  const [second, third] = [look(), look()];
  t.equal(runs.length, 1);
  runs[0]?.resolve(1);
  t.equal(await first, 1);
  await turn();
  t.equal(runs.length, 2, 'the present run may have looked too early for them');
  const fourth = look();
  runs[1]?.reject(new Error('away'));
  await t.rejects(second, { message: 'away' });
  await t.rejects(third, { message: 'away' });
  await turn();
  t.equal(runs.length, 3, 'a run that failed does not stop the next');
  runs[2]?.resolve(3);
  t.equal(await fourth, 3);
  void look();
  t.equal(runs.length, 4, 'and none is under way when nobody asks');
});

t.test('a bell', async (t) => {
  const bell = createBell(systemClock.sleep.bind(systemClock));
  const waits = (t: Test, ms: number, heard = bell.rings, signal?: AbortSignal) => {
    const since = performance.now();
    return bell.wait(ms, heard, signal).then(() => t.ok(performance.now() - since < 5_000));
  };

  t.test('wakes all who wait', async (t) => {
    const all = [waits(t, 10_000), waits(t, 10_000)];
    await sleep(20);
    bell.ring();
    await Promise.all(all);
  });

  t.test('is not missed by who looked away when it rang', async (t) => {
    const heard = bell.rings;
    bell.ring();
    await waits(t, 10_000, heard);
  });

  t.test('lets go after the time, and at the abort', async (t) => {
    await waits(t, 20);
    await waits(t, 10_000, bell.rings, AbortSignal.timeout(20));
    await waits(t, 10_000, bell.rings, AbortSignal.abort());
  });
});
