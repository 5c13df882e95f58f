import { setImmediate as turn } from 'node:timers/promises';
import { createCachedLookup, timeToLive } from '@keyward/auth';
import fc from 'fast-check';
import t from 'tap';

interface Answer {
  revision: number;
  good: boolean;
}

/** A lookup on a clock that the test moves, and a source that answers when the test says so. */
function setUp({ ttlMs = 1000, maxEntries = 100, maxNegativeEntries = 10 } = {}) {
  const clock = { now: 0 };
  const lookup = createCachedLookup<Answer>({
    isPositive: (answer) => answer.good,
    freshness: timeToLive(ttlMs, () => clock.now),
    maxEntries,
    maxNegativeEntries,
  });
  const asked: PromiseWithResolvers<Answer>[] = [];
  const ask = () => {
    const question = Promise.withResolvers<Answer>();
    asked.push(question);
    return question.promise;
  };
  const learn = (key: string, answer: Answer) => lookup.get(key, async () => answer);
  return { clock, lookup, asked, ask, learn };
}

const good = (revision: number): Answer => ({ revision, good: true });
const bad = (revision: number): Answer => ({ revision, good: false });

t.test('an answer is remembered for its time to live, counted from the question', async (t) => {
  const { clock, lookup, asked, ask } = setUp();
  t.equal(lookup.peek('a'), undefined);
  const first = lookup.get('a', ask);
  await turn();
  clock.now = 400;
  const answer = good(1);
  asked[0]?.resolve(answer);
  t.equal(await first, answer);

  clock.now = 999;
  t.equal(lookup.peek('a'), answer);
  t.equal(await lookup.get('a', ask), answer);
  t.ok(lookup.isCurrent('a', answer));
  clock.now = 1000;
  t.equal(lookup.peek('a'), undefined);
  t.notOk(lookup.isCurrent('a', answer));
  t.equal(asked.length, 1);
});

t.test('concurrent misses of one key share one call, those of two keys do not', async (t) => {
  const { lookup, asked, ask } = setUp();
  const misses = ['a', 'a', 'b', 'a'].map((key) => lookup.get(key, ask));
  await turn();
  t.equal(asked.length, 2);
  asked[0]?.resolve(good(1));
  asked[1]?.resolve(bad(2));
  t.strictSame(await Promise.all(misses), [good(1), good(1), bad(2), good(1)]);
});

t.test('a rejected call is shared and never kept', async (t) => {
  const { lookup, asked, ask } = setUp();
  const misses = [lookup.get('a', ask), lookup.get('a', ask)];
  await turn();
  asked[0]?.reject(new Error('away'));
  for (const result of await Promise.allSettled(misses)) t.match(result, { status: 'rejected' });
  t.equal(asked.length, 1);
  t.equal(lookup.size, 0);
  const again = lookup.get('a', ask);
  await turn();
  asked[1]?.resolve(good(1));
  t.strictSame(await again, good(1));
  await t.rejects(
    lookup.get('b', () => {
      throw new Error('at once');
    }),
    /at once/,
  );
});

t.test('the least recently used answers go first, bad ones from a store of their own', async (t) => {
  const { lookup, learn } = setUp({ maxEntries: 3, maxNegativeEntries: 2 });
  for (const key of ['a', 'b', 'c']) await learn(key, good(1));
  for (let index = 0; index < 100; index++) await learn(`unknown ${index}`, bad(1));
  t.equal(lookup.size, 5);
  t.ok(lookup.peek('a'));
  await learn('d', good(1));
  t.notOk(lookup.peek('b'), 'b was used least recently');
  for (const key of ['a', 'c', 'd', 'unknown 98', 'unknown 99']) t.ok(lookup.peek(key), key);
});

t.test('a key is in one store only', async (t) => {
  const { clock, lookup, learn } = setUp();
  await learn('a', good(1));
  clock.now = 1000;
  await learn('a', bad(2));
  t.equal(lookup.size, 1);
  clock.now = 2000;
  await learn('a', good(3));
  t.equal(lookup.size, 1);
  t.strictSame(lookup.peek('a'), good(3));
});

t.test('a call that is no longer fresh is not joined', async (t) => {
  const { clock, lookup, asked, ask } = setUp();
  const slow = lookup.get('a', ask);
  await turn();
  clock.now = 1000;
  const next = lookup.get('a', ask);
  await turn();
  t.equal(asked.length, 2);
  asked[1]?.resolve(bad(2));
  t.strictSame(await next, bad(2));

  t.test('and its late answer neither replaces nor hides the newer one', async (t) => {
    asked[0]?.resolve(good(1));
    t.strictSame(await slow, bad(2));
    t.strictSame(lookup.peek('a'), bad(2));
  });
});

t.test('an answer that comes too late serves the request that asked, and nobody else', async (t) => {
  const { clock, lookup, asked, ask } = setUp();
  const first = lookup.get('a', ask);
  const joined = lookup.get('a', ask);
  await turn();
  clock.now = 1500;
  const late = good(1);
  asked[0]?.resolve(late);
  t.equal(await first, late);
  t.ok(lookup.isCurrent('a', late), 'it may act on it');
  t.equal(lookup.size, 0);
  await turn();
  t.equal(asked.length, 2, 'the other one asks for itself');
  asked[1]?.resolve(bad(2));
  t.strictSame(await joined, bad(2));
  t.notOk(lookup.isCurrent('a', late), 'what was learnt since counts more');

  const other = lookup.get('b', ask);
  await turn();
  clock.now = 3000;
  asked[2]?.resolve(late);
  await other;
  t.ok(lookup.isCurrent('b', late));
  lookup.clear();
  t.notOk(lookup.isCurrent('b', late), 'nor does it outlive a clear');
});

t.test('without any time to live nothing is shared or kept', async (t) => {
  const { lookup, asked, ask } = setUp({ ttlMs: 0 });
  const misses = [lookup.get('a', ask), lookup.get('a', ask)];
  await turn();
  asked[0]?.resolve(good(1));
  asked[1]?.resolve(good(1));
  await Promise.all(misses);
  t.equal(asked.length, 2);
  t.equal(lookup.size, 0);
});

t.test('clear forgets all, also what is under way', async (t) => {
  const { lookup, asked, ask, learn } = setUp();
  const kept = await learn('a', good(1));
  const miss = lookup.get('b', ask);
  await turn();
  lookup.clear();
  t.notOk(lookup.isCurrent('a', kept));
  t.equal(lookup.size, 0);
  asked[0]?.resolve(good(1));
  await turn();
  t.equal(asked.length, 2, 'the answer from before is asked for again');
  asked[1]?.resolve(bad(2));
  t.strictSame(await miss, bad(2));
  t.strictSame(lookup.peek('b'), bad(2));
});

t.test('after a restore of the database lower revisions count again', async (t) => {
  const { clock, lookup, learn } = setUp();
  await learn('a', good(400));
  clock.now = 1000;
  await learn('a', bad(3));
  t.strictSame(lookup.peek('a'), bad(3));
});

type Step = 'request' | 'change' | 'clear' | 'tick';

t.test('in every interleaving of requests, changes, slow answers and clears', async () => {
  const ttlMs = 10;
  const steps = fc.array(fc.constantFrom<Step>('request', 'request', 'request', 'change', 'clear', 'tick'), {
    minLength: 2,
    maxLength: 30,
  });
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), steps, async (scheduler, plan) => {
      const { clock, lookup } = setUp({ ttlMs });
      let revision = 1;
      let clearedAt = 0;
      // Moments are counted, so that two steps at one time of the clock still have an order.
      let moment = 0;
      const told: { started: number; startedAt: number; cleared: number; ended: number; answer: Asked }[] = [];
      interface Asked extends Answer {
        asked: number;
        sampledAt: number;
      }

      async function request(): Promise<void> {
        const [started, startedAt, cleared] = [++moment, clock.now, clearedAt];
        const answer = await lookup.get('key', async () => {
          const asked = ++moment;
          await scheduler.schedule(Promise.resolve(), 'question arrives');
          const sampled = { revision, good: revision % 3 !== 0, asked, sampledAt: clock.now };
          await scheduler.schedule(Promise.resolve(), 'answer arrives');
          return sampled;
        });
        told.push({ started, startedAt, cleared, ended: ++moment, answer: answer as Asked });
      }

      const running: Promise<void>[] = [];
      for (const step of plan) {
        void scheduler.schedule(Promise.resolve(), step).then(() => {
          if (step === 'request') running.push(request());
          if (step === 'change') revision++;
          if (step === 'tick') clock.now += 4;
          if (step === 'clear') {
            lookup.clear();
            clearedAt = ++moment;
          }
        });
      }
      await scheduler.waitIdle();
      await Promise.all(running);

      for (const { started, startedAt, cleared, answer } of told) {
        // Nobody acts on what was true longer ago than the time to live, or before a clear that came before.
        if (answer.sampledAt <= startedAt - ttlMs) return false;
        if (answer.asked < cleared) return false;
        // Who starts after another one has its answer never learns something older.
        for (const other of told) if (other.ended < started && other.answer.revision > answer.revision) return false;
      }
      return true;
    }),
    { numRuns: 400 },
  );
});
