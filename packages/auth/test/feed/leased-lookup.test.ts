import { setImmediate as turn } from 'node:timers/promises';
import { ANY_KEY, createLeasedLookup, type LookupResult, OvertakenError } from '@keyward/auth';
import { aLease } from '@keyward/auth/testing';
import fc from 'fast-check';
import t from 'tap';

interface Answer {
  revision: number;
  good: boolean;
}

/** A lookup under a lease in the test's hand, and a source that answers when the test says so. */
function setUp({ maxEntries = 100, maxNegativeEntries = 10, staleMs = 0, revision = 0 } = {}) {
  const lease = aLease(revision);
  const results: LookupResult[] = [];
  const lookup = createLeasedLookup<Answer>({
    lease,
    isPositive: (answer) => answer.good,
    subjects: (key, answer) => (answer.good ? [`key:${key}`, 'workspace:w'] : [ANY_KEY]),
    maxEntries,
    maxNegativeEntries,
    staleMs,
    observe: (result) => results.push(result),
  });
  const asked: PromiseWithResolvers<Answer>[] = [];
  const ask = () => {
    const question = Promise.withResolvers<Answer>();
    asked.push(question);
    return question.promise;
  };
  const get = async (key: string) => (await lookup.get(key, ask)).answer;
  const learn = (key: string, answer: Answer) => lookup.get(key, async () => answer);
  const known = (key: string) => lookup.peek(key)?.answer;
  return { lease, lookup, results, asked, ask, get, learn, known };
}

const good = (revision: number): Answer => ({ revision, good: true });
const bad = (revision: number): Answer => ({ revision, good: false });
const aKey = (entityId: string) => ({ entity: 'key', entityId });
const away = async (): Promise<Answer> => {
  throw new Error('away');
};

t.test('under a lease', async (t) => {
  t.test('an answer is asked for once, and used for as long as the lease lasts', async (t) => {
    const { lease, lookup, results, asked, get, known } = setUp();
    t.equal(known('a'), undefined);
    const first = get('a');
    const answer = good(1);
    asked[0]?.resolve(answer);
    t.equal(await first, answer);
    t.equal(known('a'), answer);
    t.equal(await get('a'), answer);
    t.equal(asked.length, 1);
    t.strictSame(results, ['miss']);

    const held = lookup.peek('a');
    t.equal(held?.holds(), true);
    lease.end();
    t.equal(held?.holds(), false);
    t.equal(known('a'), undefined);
  });

  t.test('concurrent misses of one key share one call, those of two keys do not', async (t) => {
    const { results, asked, get } = setUp();
    const misses = ['a', 'a', 'b', 'a'].map(get);
    t.equal(asked.length, 2);
    asked[0]?.resolve(good(1));
    asked[1]?.resolve(bad(2));
    t.strictSame(await Promise.all(misses), [good(1), good(1), bad(2), good(1)]);
    t.strictSame(results, ['miss', 'shared', 'miss', 'shared']);
  });

  t.test('a rejected call is shared and never kept', async (t) => {
    const { lookup, asked, get } = setUp();
    const misses = [get('a'), get('a')];
    asked[0]?.reject(new Error('away'));
    for (const result of await Promise.allSettled(misses)) t.match(result, { status: 'rejected', reason: /away/ });
    t.equal(asked.length, 1);
    t.equal(lookup.size(), 0);
    const again = get('a');
    asked[1]?.resolve(good(1));
    t.strictSame(await again, good(1));
    const throwing = lookup.get('b', () => {
      throw new Error('at once');
    });
    await t.rejects(throwing, /at once/);
  });

  t.test('the least recently used answers go first, bad ones from a store of their own', async (t) => {
    const { lookup, learn, known } = setUp({ maxEntries: 3, maxNegativeEntries: 2 });
    for (const key of ['a', 'b', 'c']) await learn(key, good(1));
    for (let index = 0; index < 100; index++) await learn(`unknown ${index}`, bad(1));
    t.equal(lookup.size(), 3);
    t.ok(known('a'));
    await learn('d', good(1));
    t.notOk(known('b'), 'b was used least recently');
    for (const key of ['a', 'c', 'd', 'unknown 98', 'unknown 99']) t.ok(known(key), key);
    t.notOk(known('unknown 97'));
  });

  t.test('a key is in one store only', async (t) => {
    const { lease, lookup, learn, known } = setUp();
    await learn('a', good(0));
    lease.deliver(aKey('a'));
    await learn('a', bad(1));
    t.equal(lookup.size(), 0);
    t.strictSame(known('a'), bad(1));
    lease.deliver(aKey('a'));
    await learn('a', good(2));
    t.equal(lookup.size(), 1);
    t.strictSame(known('a'), good(2));
  });
});

t.test('changes', async (t) => {
  t.test('an answer goes when something that it depends on is touched, and only then', async (t) => {
    const { lease, lookup, learn, known } = setUp();
    await learn('a', good(0));
    const b = await learn('b', good(0));
    lease.deliver({ entity: 'flow', entityId: 'a' }, aKey('c'), { entity: 'workspace', entityId: 'v' });
    t.ok(known('a') && known('b'));
    lease.deliver(aKey('c'), aKey('a'), { entity: 'upstream', entityId: 'b' });
    t.notOk(known('a'));
    t.ok(known('b'));
    lease.deliver({ entity: 'workspace', entityId: 'w' });
    t.notOk(b.holds(), 'right before the dispatch');
    t.notOk(known('b'));
    t.equal(lookup.size(), 0);
  });

  t.test('bad answers go with a change of any key or tenant: it may be the one that was unknown', async (t) => {
    for (const entity of ['key', 'workspace', 'organization']) {
      const { lease, learn, known } = setUp();
      await learn('a', bad(0));
      lease.deliver({ entity: 'flow', entityId: 'x' }, { entity: 'upstream', entityId: 'x' });
      t.ok(known('a'));
      lease.deliver({ entity, entityId: 'x' });
      t.notOk(known('a'), entity);
    }
  });

  t.test('a change of an unknown kind drops everything', async (t) => {
    const { lease, learn, known } = setUp();
    await learn('a', good(0));
    await learn('b', bad(0));
    lease.deliver({ entity: 'moon', entityId: 'x' });
    t.notOk(known('a') || known('b'));
    await learn('a', good(1));
    t.ok(known('a'), 'and what is asked afterwards is kept');
  });

  t.test('an answer that was overtaken on its way is asked for again, by all who share it', async (t) => {
    const { lease, lookup, results, asked, get, known } = setUp();
    const misses = [get('a'), get('a')];
    lease.deliver(aKey('a'));
    const later = get('a');
    asked[0]?.resolve(good(0));
    await turn();
    t.equal(known('a'), undefined, 'it is not stored');
    t.equal(asked.length, 2);
    asked[1]?.resolve(bad(1));
    t.strictSame(await Promise.all([...misses, later]), [bad(1), bad(1), bad(1)]);
    t.strictSame(known('a'), bad(1));
    t.equal(lookup.size(), 0);
    t.equal(results.filter((result) => result === 'miss').length, 2);
    t.equal(results.filter((result) => result === 'overtaken').length, 3);
  });

  t.test('an answer that is older than changes of other things is as good as new', async (t) => {
    const { lease, asked, get, known } = setUp();
    const miss = get('a');
    lease.deliver(aKey('b'), { entity: 'organization', entityId: 'o' });
    asked[0]?.resolve(good(0));
    t.strictSame(await miss, good(0));
    t.ok(known('a'));
    lease.deliver(aKey('a'));
    t.notOk(known('a'));
  });

  t.test('an answer that is newer than the feed survives the change that it saw', async (t) => {
    const { lease, learn, known } = setUp();
    await learn('a', good(2));
    lease.deliver(aKey('a'));
    t.ok(known('a'));
    lease.deliver(aKey('a'));
    t.ok(known('a'), 'the second change was in its snapshot too');
    lease.deliver(aKey('a'));
    t.notOk(known('a'));
  });

  t.test('an answer that was sampled before the lease began counts as touched', async (t) => {
    const { asked, get, known } = setUp({ revision: 10 });
    const miss = get('a');
    asked[0]?.resolve(good(9));
    await turn();
    t.notOk(known('a'));
    t.equal(asked.length, 2);
    asked[1]?.resolve(good(10));
    t.strictSame(await miss, good(10));
  });

  t.test('being overtaken again and again ends', async (t) => {
    const { lease, lookup, results } = setUp();
    let questions = 0;
    const chasing = lookup.get('a', async () => {
      questions++;
      const answer = good(lease.log.applied);
      lease.deliver(aKey('a'));
      return answer;
    });
    t.ok((await chasing.catch((error: unknown) => error)) instanceof OvertakenError);
    t.equal(questions, 5);
    t.equal(results.filter((result) => result === 'overtaken').length, 5);
    t.equal(lookup.size(), 0);
  });
});

t.test('without a lease', async (t) => {
  t.test('each request asks for itself', async (t) => {
    const { lease, learn, results, asked, get, known } = setUp();
    await learn('a', good(0));
    lease.end();
    const requests = [get('a'), get('a'), get('a')];
    t.equal(asked.length, 3);
    asked[2]?.resolve(bad(2));
    asked[0]?.resolve(good(0));
    asked[1]?.resolve(good(1));
    t.strictSame(await Promise.all(requests), [good(0), good(1), bad(2)], 'to each its own answer');
    t.equal(known('a'), undefined);
    t.strictSame(results, ['miss', 'alone', 'alone', 'alone']);
  });

  t.test('a call from the time of the lease serves the request that made it, and nobody else', async (t) => {
    const { lease, asked, get } = setUp();
    const first = get('a');
    const joined = get('a');
    lease.end();
    const later = get('a');
    t.equal(asked.length, 2, 'a later request does not join it');
    asked[0]?.resolve(good(0));
    t.strictSame(await first, good(0));
    await turn();
    t.equal(asked.length, 3, 'who had joined it asks for itself');
    asked[1]?.resolve(bad(1));
    asked[2]?.resolve(bad(2));
    t.strictSame(await Promise.all([joined, later]), [bad(2), bad(1)]);
  });

  t.test('an answer holds for its one request until a change or a new lease tells otherwise', async (t) => {
    const { lease, learn } = setUp();
    lease.end();
    const a = await learn('a', good(0));
    const b = await learn('b', good(0));
    t.ok(a.holds() && b.holds());
    lease.deliver(aKey('a'));
    t.ok(!a.holds() && b.holds());
    lease.begin(1);
    t.notOk(b.holds());
  });

  t.test('an answer from before a new lease is not used', async (t) => {
    const { lease, asked, get, known } = setUp();
    lease.end();
    const alone = get('a');
    lease.begin(5);
    asked[0]?.resolve(good(5));
    await turn();
    t.equal(known('a'), undefined, 'nor kept, whatever its revision');
    t.equal(asked.length, 2);
    asked[1]?.resolve(bad(5));
    t.strictSame(await alone, bad(5));
    t.strictSame(known('a'), bad(5));
  });

  t.test('nothing outlives the lease that it was learnt under', async (t) => {
    const { lease, learn, asked, get, known } = setUp();
    const kept = await learn('a', good(0));
    lease.end();
    lease.begin(0);
    t.notOk(kept.holds());
    t.equal(known('a'), undefined);
    const flight = get('a');
    lease.end();
    lease.begin(0);
    const next = get('a');
    t.equal(asked.length, 2, 'a call of an earlier lease is not joined');
    asked[1]?.resolve(bad(0));
    t.strictSame(await next, bad(0));
    asked[0]?.resolve(good(0));
    t.strictSame(await flight, bad(0), 'nor is its answer used');
    t.strictSame(known('a'), bad(0), 'nor does it replace the newer one');
  });

  t.test('after a restore of the database lower revisions count again', async (t) => {
    const { lease, learn, known } = setUp({ revision: 400 });
    await learn('a', good(400));
    lease.end();
    lease.begin(3);
    await learn('a', bad(3));
    t.strictSame(known('a'), bad(3));
  });
});

t.test('the trade of the promise for availability', async (t) => {
  t.test('is off: nobody is served from memory without a lease', async (t) => {
    const { lease, lookup, learn } = setUp();
    await learn('a', good(0));
    lease.end();
    await t.rejects(lookup.get('a', away), /away/);
  });

  t.test('is off, also when a lease is lost before its time', async (t) => {
    // Key-management says that the lease is gone while, by the clocks, much of it is left.
    const { lease, lookup, learn } = setUp();
    await learn('a', good(0));
    lease.end(-5_000);
    await t.rejects(lookup.get('a', away), /away/);
  });

  t.test('serves what was good, for so long, while nobody answers', async (t) => {
    const { lease, lookup, results, learn, known } = setUp({ staleMs: 60_000 });
    await learn('a', good(0));
    await learn('b', bad(0));
    lease.end(30_000);
    t.equal(known('a'), undefined, 'it is asked for first');
    const stale = await lookup.get('a', away);
    t.strictSame(stale.answer, good(0));
    t.ok(stale.holds());
    t.equal(results.at(-1), 'stale');
    await t.rejects(lookup.get('b', away), /away/, 'a refusal is not worth it');
    await t.rejects(lookup.get('c', away), /away/, 'nor is there anything to serve');
    t.strictSame((await learn('a', good(0))).answer, good(0));
    t.equal(results.at(-1), 'alone', 'who gets an answer uses that one');
    lease.end(60_001);
    t.notOk(stale.holds());
    await t.rejects(lookup.get('a', away), /away/);
  });

  t.test('knows what was learnt since the lease ended', async (t) => {
    const { lease, lookup, asked, get, learn } = setUp({ staleMs: 60_000 });
    await learn('a', good(0));
    lease.end();
    const requests = [get('a'), get('a'), get('b')];
    asked[1]?.resolve(bad(2));
    await turn();
    asked[0]?.resolve(good(1));
    asked[2]?.resolve(good(2));
    await Promise.all(requests);
    await t.rejects(lookup.get('a', away), /away/, 'the newest answer counts, not the last that came');
    t.strictSame((await lookup.get('b', away)).answer, good(2));
  });

  t.test('ends with a change that touched the answer, and with a new lease', async (t) => {
    const { lease, lookup, learn } = setUp({ staleMs: 60_000 });
    await learn('a', good(0));
    await learn('b', good(0));
    lease.deliver(aKey('a'));
    lease.end();
    await t.rejects(lookup.get('a', away), /away/);
    const stale = await lookup.get('b', away);
    t.ok(stale.holds());
    lease.begin(1);
    t.notOk(stale.holds());
    lease.end();
    await t.rejects(lookup.get('b', away), /away/);
  });
});

type Step = 'request' | 'revoke' | 'restore' | 'deliver' | 'end' | 'begin';

t.test('in every interleaving no request that starts after a revoke returned is served what was before', async (t) => {
  const kinds = ['request', 'request', 'request', 'revoke', 'restore', 'deliver', 'end', 'begin'] as const;
  const plans = fc.array(fc.constantFrom<Step>(...kinds), { minLength: 3, maxLength: 40 });
  let served = 0;
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), plans, async (scheduler, plan) => {
      const { lease, lookup } = setUp({ maxEntries: 1 });
      const truth = good(0);
      let isHeld = true;
      /** The newest revoke that has returned: everybody who held a lease has applied it, or has none any more. */
      const returned = () => (isHeld ? lease.log.applied : truth.revision);
      let newestReturned = 0;
      let violations = 0;

      const change = (toGood: boolean) => {
        truth.revision++;
        truth.good = toGood;
        newestReturned = Math.max(newestReturned, returned());
      };
      const deliver = () => {
        const missing = truth.revision - lease.log.applied;
        lease.deliver(...Array<{ entity: string; entityId: string }>(missing).fill(aKey('key')));
      };
      const request = async () => {
        newestReturned = Math.max(newestReturned, returned());
        const since = newestReturned;
        const held = await lookup.get('key', async () => {
          await scheduler.schedule(Promise.resolve(), 'question arrives');
          const sampled = { ...truth };
          await scheduler.schedule(Promise.resolve(), 'answer arrives');
          return sampled;
        });
        await scheduler.schedule(Promise.resolve(), 'dispatch');
        if (!held.holds()) return;
        served++;
        if (held.answer.revision < since) violations++;
      };

      const running: Promise<void>[] = [];
      for (const step of plan) {
        void scheduler.schedule(Promise.resolve(), step).then(() => {
          if (step === 'request') running.push(request().catch(() => undefined));
          if (step === 'revoke') change(false);
          if (step === 'restore') change(true);
          if (step === 'deliver' && isHeld) deliver();
          if (step === 'end') {
            isHeld = false;
            lease.end();
          }
          if (step === 'begin' && !isHeld) {
            isHeld = true;
            lease.begin(truth.revision);
          }
        });
      }
      await scheduler.waitIdle();
      await Promise.all(running);
      return violations === 0;
    }),
    { numRuns: 200, seed: 2026 },
  );
  t.ok(served > 200, `${served} requests were served`);
});
