import { setImmediate as turn } from 'node:timers/promises';
import { createLeaseKeeper, type LeaseGrant } from '@keyward/auth';
import t, { type Test } from 'tap';
import { createManualClock } from '../fixtures/manual-clock.ts';
import { createScriptedFeed, delivery } from '../fixtures/scripted-feed.ts';

const grant = (revision: number, leaseId = 'lease-1'): LeaseGrant => ({ leaseId, ttlMs: 10_000, epoch: 'e', revision });
const nothingNew = (revision: number) => ({ revision, changes: [] });

function setUp(t: Test) {
  const clock = createManualClock();
  const feed = createScriptedFeed();
  const errors: unknown[] = [];
  const { transport, subscriber } = feed;
  const keeper = createLeaseKeeper({ transport, subscriber, clock, onError: (error) => errors.push(error) });
  const started = keeper.start();
  t.teardown(() => keeper.stop());
  const last = <T>(calls: readonly T[]): T => {
    const call = calls.at(-1);
    if (call === undefined) throw new Error('nothing was called');
    return call;
  };
  return {
    ...feed,
    clock,
    keeper,
    errors,
    started,
    /** The newest call of each kind. */
    creation: () => last(feed.creations),
    poll: () => last(feed.polls),
  };
}

/** The same, after the first lease was granted at revision 10. */
async function setUpWithLease(t: Test) {
  const world = setUp(t);
  await world.creation().answer(grant(10));
  world.told.length = 0;
  return world;
}

t.test('a lease is obtained, then polled for, and each poll renews it', async (t) => {
  const { clock, keeper, started, creations, polls, creation, poll, told } = setUp(t);
  t.notOk(keeper.valid());
  t.strictSame([keeper.remainingMs(), keeper.overdueMs()], [0, Number.POSITIVE_INFINITY]);
  clock.freeze(300);
  await creation().answer(grant(10));
  await started;
  t.ok(keeper.valid());
  t.equal(keeper.remainingMs(), 8_700, 'counted from the sending, less the margin');
  t.equal(keeper.overdueMs(), -8_700);
  t.equal(keeper.log.applied, 10);
  t.strictSame(told, ['missed'], 'what was let through without a lease is judged');
  t.match(poll(), { leaseId: 'lease-1', revision: 10 });

  clock.freeze(3_000);
  await poll().answer(nothingNew(10));
  t.equal(keeper.remainingMs(), 6_000, 'counted from the sending of the poll, not from its answer');
  t.equal(polls.length, 2);
  await poll().answer(nothingNew(10));
  t.equal(keeper.remainingMs(), 9_000);
  t.strictSame(told, ['missed'], 'nothing has happened');
  t.equal(creations.length, 1);
});

t.test('changes', async (t) => {
  t.test('are applied at once, and acknowledged after the subscriber has acted', async (t) => {
    const { keeper, poll, polls, told, actBy } = await setUpWithLease(t);
    const acting = Promise.withResolvers<void>();
    actBy(() => acting.promise);
    await poll().answer(delivery(11, 12));
    t.equal(keeper.log.applied, 12);
    t.ok(keeper.log.touchedSince(10, ['key:k12']));
    t.strictSame(told, [[11, 12]]);
    t.equal(polls.length, 1, 'the subscriber still acts');
    acting.resolve();
    await turn();
    t.equal(polls.length, 2);
    t.equal(poll().revision, 12);
    t.ok(keeper.valid());
  });

  t.test('are not acknowledged when the subscriber fails, but tried again', async (t) => {
    const { clock, keeper, errors, poll, polls, told, actBy } = await setUpWithLease(t);
    actBy(() => Promise.reject(new Error('stuck')));
    await poll().answer(delivery(11));
    await clock.advance(450);
    t.strictSame(told, [[11], [11], [11]]);
    t.equal(polls.length, 1);
    t.equal(errors.length, 3);
    t.ok(keeper.valid(), 'cached answers are right meanwhile: the change is applied');
    actBy(async () => undefined);
    await clock.advance(200);
    t.strictSame(told, [[11], [11], [11], [11]]);
    t.equal(poll().revision, 11);

    t.test('and the lease ends if that takes too long', async (t) => {
      actBy(() => Promise.reject(new Error('stuck')));
      await poll().answer(delivery(12));
      await clock.advance(9_000);
      t.notOk(keeper.valid());
      t.equal(polls.length, 2);
    });
  });

  t.test('a gap of any form, or a reset, means to start over', async (t) => {
    const change = (revision: number) => ({ revision, entity: 'key', entityId: 'k', workspaceId: null });
    const gaps = {
      reset: { revision: 20, reset: true as const },
      'reset with changes': { revision: 20, reset: true as const, changes: [change(11)] },
      'no changes at all': { revision: 20 },
      'one is left out at the start': { revision: 20, changes: [12, 13, 14, 15, 16, 17, 18, 19, 20].map(change) },
      'one is left out in between': { revision: 20, changes: [11, 13, 14, 15, 16, 17, 18, 19, 20].map(change) },
      'the last ones are left out': { revision: 20, changes: [11, 12].map(change) },
      'more than was promised': { revision: 20, changes: Array.from({ length: 11 }, (_, at) => change(11 + at)) },
      'out of order': { revision: 20, changes: [12, 11, 13, 14, 15, 16, 17, 18, 19, 20].map(change) },
      'twice the same': { revision: 20, changes: [11, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20].map(change) },
      'another history': { revision: 3, changes: [] },
    };
    for (const [name, answer] of Object.entries(gaps)) {
      const { keeper, poll, polls, told, creations } = await setUpWithLease(t);
      const before = keeper.incarnation;
      await poll().answer(answer);
      t.ok(keeper.incarnation > before, `${name}: nothing learnt before counts`);
      t.ok(keeper.log.touchedSince(answer.revision - 1, ['key:whatever']), 'nor what was sampled before');
      t.equal(keeper.log.applied, answer.revision);
      t.strictSame(told, ['missed'], 'and all that runs is judged');
      t.strictSame([polls.length, poll().revision, creations.length], [2, answer.revision, 1]);
      t.ok(keeper.valid());
    }
  });

  t.test('that were missed are not acknowledged before the subscriber has acted', async (t) => {
    const { clock, poll, polls, told, actBy } = await setUpWithLease(t);
    actBy(() => Promise.reject(new Error('stuck')));
    await poll().answer({ revision: 20, reset: true });
    await clock.advance(250);
    t.strictSame(told, ['missed', 'missed']);
    t.equal(polls.length, 1);
    actBy(async () => undefined);
    await clock.advance(200);
    t.equal(poll().revision, 20);
  });
});

t.test('lost answers', async (t) => {
  t.test('a poll that fails is sent again, acknowledging the same', async (t) => {
    const { clock, keeper, errors, poll, polls } = await setUpWithLease(t);
    await poll().fail();
    t.equal(polls.length, 1);
    await clock.advance(200);
    t.equal(polls.length, 2);
    t.equal(poll().revision, 10);
    t.equal(keeper.remainingMs(), 8_800, 'a poll without an answer renews nothing');
    await poll().answer(delivery(11));
    t.equal(poll().revision, 11);
    t.equal(errors.length, 1);
  });

  t.test('a poll without any answer is given up at half the time of the lease', async (t) => {
    const { clock, keeper, polls, poll } = await setUpWithLease(t);
    const lost = poll();
    await clock.advance(4_999);
    t.notOk(lost.signal.aborted);
    await clock.advance(1);
    t.ok(lost.signal.aborted);
    await clock.advance(200);
    t.equal(polls.length, 2);
    t.ok(keeper.valid(), 'there was time for another one');
    await lost.answer(delivery(11, 12, 13));
    t.equal(keeper.log.applied, 10, 'what comes after that is not listened to');
    await clock.advance(3_700);
    t.equal(keeper.remainingMs(), 100);
    await clock.advance(100);
    t.notOk(keeper.valid());
    t.equal(keeper.remainingMs(), 0);
    t.equal(keeper.overdueMs(), 0);
    await clock.advance(2_000);
    t.equal(keeper.overdueMs(), 2_000);

    await poll().answer(delivery(11));
    t.ok(keeper.valid(), 'an answer in time renews it all the same: key-management still counted it');
    t.equal(poll().revision, 11);
  });

  t.test('the creation of a lease is tried until it works', async (t) => {
    const { clock, keeper, started, creations, creation, errors } = setUp(t);
    await creation().fail();
    await clock.advance(200);
    t.equal(creations.length, 2);
    await clock.advance(5_000);
    t.ok(creation().signal.aborted);
    await clock.advance(200);
    t.equal(creations.length, 3);
    t.equal(errors.length, 2);
    t.notOk(keeper.valid());
    await creation().answer(grant(7));
    await started;
    t.ok(keeper.valid());
  });
});

t.test('a lease that is gone is let go at once, and another one obtained with nothing known', async (t) => {
  const { clock, keeper, poll, polls, creations, creation, told } = await setUpWithLease(t);
  const before = keeper.incarnation;
  await poll().answer(undefined);
  t.notOk(keeper.valid());
  t.equal(keeper.remainingMs(), 0, 'although by the clocks much is left');
  t.equal(creations.length, 2);
  clock.freeze(100);
  await creation().answer(grant(12, 'lease-2'));
  t.ok(keeper.valid());
  t.equal(keeper.remainingMs(), 8_900);
  t.equal(keeper.incarnation, before + 1);
  t.ok(keeper.log.touchedSince(11, ['key:whatever']));
  t.strictSame(told, ['missed']);
  t.match(poll(), { leaseId: 'lease-2', revision: 12 });
  t.equal(polls.length, 2);
});

t.test('frozen for longer than the lease', async (t) => {
  t.test('nothing is valid when it goes on, whatever waits in the socket', async (t) => {
    const { clock, keeper, poll, polls } = await setUpWithLease(t);
    clock.freeze(8_999);
    t.ok(keeper.valid());
    clock.freeze(1);
    t.notOk(keeper.valid(), 'asked before any timer has fired');
    clock.freeze(60_000);
    await poll().answer(delivery(11));
    t.notOk(keeper.valid(), 'the answer is of a poll from before');
    t.equal(keeper.log.applied, 11, 'but what it tells is right');
    t.equal(polls.length, 2);
    t.equal(poll().revision, 11);
    await poll().answer(undefined);
    t.notOk(keeper.valid());
  });

  t.test('while the lease was being created', async (t) => {
    const { clock, keeper, creation } = setUp(t);
    clock.freeze(9_500);
    await creation().answer(grant(10));
    t.notOk(keeper.valid());
  });

  t.test('paused with the whole machine: the monotonic clock stood still', async (t) => {
    const { clock, keeper, poll } = await setUpWithLease(t);
    clock.pause(60_000);
    t.notOk(keeper.valid());
    await poll().answer(nothingNew(10));
    t.notOk(keeper.valid(), 'a poll that was sent before the pause renews nothing');
    await poll().answer(nothingNew(10));
    t.ok(keeper.valid(), 'one that was sent after it does');
  });

  t.test('the wall clock is set while the lease is held', async (t) => {
    for (const byMs of [3_600_000, -3_600_000]) {
      const { clock, keeper, poll } = await setUpWithLease(t);
      clock.setWallClock(byMs);
      t.notOk(keeper.valid());
      t.equal(keeper.overdueMs(), Number.POSITIVE_INFINITY, 'nor is it known for how long it is over');
      await poll().answer(nothingNew(10));
      await poll().answer(nothingNew(10));
      t.ok(keeper.valid());
    }
  });
});

t.test('stopping', async (t) => {
  t.test('lets go of the lease here, and at key-management', async (t) => {
    const { clock, keeper, poll, polls, released } = await setUpWithLease(t);
    const stopping = keeper.stop();
    t.notOk(keeper.valid(), 'at once');
    t.equal(keeper.remainingMs(), 0);
    t.ok(poll().signal.aborted);
    await stopping;
    t.strictSame(released, ['lease-1']);
    await poll().answer(delivery(11));
    await clock.advance(60_000);
    t.equal(polls.length, 1);
    t.strictSame(clock.timers, []);
    await keeper.stop();
    t.strictSame(released, ['lease-1']);
  });

  t.test('waits for what the subscriber is doing', async (t) => {
    const { keeper, poll, polls, released, actBy } = await setUpWithLease(t);
    const acting = Promise.withResolvers<void>();
    actBy(() => acting.promise);
    await poll().answer(delivery(11));
    const stopping = keeper.stop();
    await turn();
    t.strictSame(released, []);
    acting.resolve();
    await stopping;
    t.strictSame(released, ['lease-1']);
    t.ok(polls.every(({ revision }) => revision === 10));
  });

  t.test('at the very moment that a lease or an answer comes', async (t) => {
    const moments = ['a lease', 'an answer', 'the end of the lease'];
    for (const [moment, ticks] of moments.flatMap((name) =>
      Array.from({ length: 12 }, (_, at) => [name, at] as const),
    )) {
      const { keeper, creation, poll, released } = moment === 'a lease' ? setUp(t) : await setUpWithLease(t);
      const answered =
        moment === 'a lease'
          ? creation().answer(grant(10))
          : poll().answer(moment === 'an answer' ? delivery(11) : undefined);
      for (let tick = 0; tick < ticks; tick++) await Promise.resolve();
      const stopping = keeper.stop();
      t.notOk(keeper.valid(), `${ticks} ticks after ${moment}`);
      await stopping;
      await answered;
      t.notOk(keeper.valid());
      t.strictSame(released, moment === 'the end of the lease' ? [] : ['lease-1']);
    }
  });

  t.test('before there was a lease, or anything', async (t) => {
    const { keeper, started, creation, released } = setUp(t);
    await keeper.stop();
    await started;
    t.ok(creation().signal.aborted);
    t.strictSame(released, []);
    const { transport, subscriber } = createScriptedFeed();
    const idle = createLeaseKeeper({ transport, subscriber });
    await idle.stop();
    await idle.start();
    t.notOk(idle.valid());
  });

  t.test('also when key-management is not there to hear it', async (t) => {
    const { transport, subscriber, creations } = createScriptedFeed();
    const releaseLease = () => Promise.reject(new Error('away'));
    const keeper = createLeaseKeeper({ transport: { ...transport, releaseLease }, subscriber });
    const started = [keeper.start(), keeper.start()];
    t.equal(creations.length, 1, 'started twice, it runs once');
    await creations[0]?.answer(grant(10));
    await Promise.all(started);
    await keeper.stop();
    t.notOk(keeper.valid());
  });
});
