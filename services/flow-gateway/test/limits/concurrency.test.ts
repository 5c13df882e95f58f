import { ProblemError } from '@keyward/auth';
import t from 'tap';

import { createMemoryConcurrency } from '../../src/limits/concurrency.ts';
import { limitedBy } from '../../src/limits/limited.ts';

t.test('a place is kept however many others come and go', async (t) => {
  const concurrency = createMemoryConcurrency();
  const one = [limitedBy('key', 'one', { concurrentRequests: 1 })];
  const places = concurrency.enter(one);
  for (let other = 0; other < 5_000; other++) concurrency.enter([limitedBy('key', `other-${other}`, {})]).leave();
  t.throws(() => concurrency.enter(one), ProblemError);
  places.leave();
  t.same(concurrency.enter(one).underWay, [1]);
});

t.test('one that is there again is counted once', async (t) => {
  const concurrency = createMemoryConcurrency();
  const two = [limitedBy('key', 'two', { concurrentRequests: 2 })];
  for (let round = 0; round < 3_000; round++) concurrency.enter(two).leave();
  const first = concurrency.enter(two);
  t.same(concurrency.enter(two).underWay, [2]);
  t.throws(() => concurrency.enter(two), ProblemError);
  first.leave();
  t.same(concurrency.enter(two).underWay, [2]);
});
