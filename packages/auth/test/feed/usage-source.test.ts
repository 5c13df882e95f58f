import { setImmediate as turn } from 'node:timers/promises';
import { createLeaseKeeper, type UsageBatch, type UsageSource } from '@keyward/auth';
import { aUsageBatch } from '@keyward/auth/testing';
import t, { type Test } from 'tap';
import { createManualClock } from '../fixtures/manual-clock.ts';
import { createScriptedFeed } from '../fixtures/scripted-feed.ts';

const ids = ['batch-0000000001', 'batch-0000000002'];
const GRANT = { leaseId: 'lease-1', ttlMs: 10_000, epoch: 'e', revision: 10 };
const nothingNew = { revision: 10, changes: [] };

/** A keeper that has a lease, and usage that is due at once or at the flush. */
async function setUp(t: Test, { held = [] as string[], dueAtFlush = [] as string[] } = {}) {
  const clock = createManualClock();
  const feed = createScriptedFeed();
  const due: UsageBatch[] = held.map((batchId) => aUsageBatch({ batchId }));
  const counted = dueAtFlush.map((batchId) => aUsageBatch({ batchId }));
  const sent: (readonly string[])[] = [];
  const usage: UsageSource = {
    due: () => due,
    sent(taken) {
      sent.push(taken);
      for (const id of taken) {
        const at = due.findIndex((batch) => batch.batchId === id);
        if (at !== -1) due.splice(at, 1);
      }
    },
    flush: () => void due.push(...counted.splice(0)),
  };
  const keeper = createLeaseKeeper({ ...feed, usage, clock });
  const started = keeper.start();
  t.teardown(() => {
    due.length = 0;
    return keeper.stop();
  });
  await feed.creations[0]?.answer(GRANT);
  await started;
  const poll = () => {
    const call = feed.polls.at(-1);
    if (call === undefined) throw new Error('nothing was polled for');
    return call;
  };
  return { ...feed, clock, keeper, sent, poll };
}

t.test('a poll carries what is due until it is taken', async (t) => {
  const { poll, sent } = await setUp(t, { held: ids });
  t.strictSame(poll().usage, ids);
  await poll().answer({ ...nothingNew, usageTaken: ids.slice(1) });
  t.strictSame(poll().usage, ids.slice(0, 1), 'what was not taken comes again');
  await poll().answer(nothingNew);
  t.strictSame(poll().usage, ids.slice(0, 1), 'an answer that names none has taken none');
  await poll().answer({ ...nothingNew, usageTaken: ids });
  t.strictSame(poll().usage, []);
  t.strictSame(sent, [ids.slice(1), [], ids]);
});

t.test('usage that cannot be delivered does not end the keeper', async (t) => {
  const { poll, polls, sent, clock, keeper } = await setUp(t, { held: ids });
  await poll().fail();
  t.strictSame(sent, [[]]);
  t.ok(keeper.valid());
  await clock.advance(200);
  t.equal(polls.length, 2);
});

t.test('at a stop', async (t) => {
  t.test('all that was counted is handed in before the lease is given back', async (t) => {
    const { poll, keeper, released } = await setUp(t, { dueAtFlush: ids });
    const stopped = keeper.stop();
    await turn();
    t.strictSame(poll().usage, ids);
    t.match(poll(), { leaseId: 'lease-1', revision: 10 });
    t.strictSame(released, []);
    await poll().answer({ ...nothingNew, usageTaken: ids });
    await stopped;
    t.strictSame(released, ['lease-1']);
  });

  t.test('a lease that is gone is replaced for it', async (t) => {
    const { poll, keeper, clock, creations, released } = await setUp(t, { dueAtFlush: ids });
    const stopped = keeper.stop();
    await turn();
    await poll().answer(undefined);
    await clock.advance(100);
    await creations.at(-1)?.answer({ ...GRANT, leaseId: 'lease-2', revision: 17 });
    t.match(poll(), { leaseId: 'lease-2', revision: 17, usage: ids });
    await poll().answer({ ...nothingNew, usageTaken: ids });
    await stopped;
    t.strictSame(released, ['lease-2']);
  });

  t.test('key-management that takes nothing holds it up for three seconds only', async (t) => {
    const { poll, polls, keeper, clock, released } = await setUp(t, { dueAtFlush: ids });
    const stopped = keeper.stop();
    await turn();
    for (let waited = 0; waited < 3_000; waited += 100) {
      await poll().fail();
      await clock.advance(100);
    }
    await poll().fail();
    await stopped;
    t.strictSame(released, ['lease-1']);
    t.ok(polls.length > 5, 'it was tried again and again');
  });
});
