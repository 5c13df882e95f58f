import { setImmediate as nextTurn } from 'node:timers/promises';
import t from 'tap';

import { createTurnQueue } from '../src/turn-queue.ts';

t.test('works its items off in order, together, at the end of the turn', async (t) => {
  const done: string[] = [];
  const put = createTurnQueue((item: string) => done.push(item));
  put('first');
  process.nextTick(() => put('second'));
  await Promise.resolve();
  t.same(done, [], 'not at once, and not in a tick');
  await nextTurn();
  t.same(done, ['first', 'second']);
});

t.test('what is put while it works waits for the next turn', async (t) => {
  const done: number[] = [];
  const put = createTurnQueue((item: number) => {
    done.push(item);
    if (item < 3) put(item + 1);
  });
  put(1);
  await nextTurn();
  t.same(done, [1]);
  await nextTurn();
  await nextTurn();
  t.same(done, [1, 2, 3]);
});
