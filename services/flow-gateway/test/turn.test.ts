import { setImmediate as nextTurn } from 'node:timers/promises';
import t from 'tap';

import { atEndOfTurn, inTurn } from '../src/turn.ts';

t.test('works its items off in order, together, at the end of the turn', async (t) => {
  const done: string[] = [];
  const put = atEndOfTurn('decide', (item: string) => done.push(item));
  put('first');
  process.nextTick(() => put('second'));
  await Promise.resolve();
  t.same(done, [], 'not at once, and not in a tick');
  await nextTurn();
  t.same(done, ['first', 'second']);
});

t.test('what is put while it works waits for the next turn', async (t) => {
  const done: number[] = [];
  const put = atEndOfTurn('decide', (item: number) => {
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

t.test('a phase is over for all before the next one begins', async (t) => {
  const done: string[] = [];
  const settle = inTurn('settle', (item: string) => done.push(`settle ${item}`));
  const write = inTurn('write', (item: string) => {
    done.push(`write ${item}`);
    settle(item);
  });
  const decide = atEndOfTurn('decide', (item: string) => {
    done.push(`decide ${item}`);
    write(item);
  });
  const read = atEndOfTurn('read', (item: string) => {
    done.push(`read ${item}`);
    decide(item);
  });
  read('a');
  read('b');
  await nextTurn();
  t.same(done, ['read a', 'read b', 'decide a', 'decide b', 'write a', 'write b', 'settle a', 'settle b']);
});

t.test('work in its turn is done at once where no earlier phase is at work', async (t) => {
  const done: string[] = [];
  const write = inTurn('write', (item: string) => done.push(`write ${item}`));
  write('now');
  t.same(done, ['write now']);
  atEndOfTurn('settle', (item: string) => {
    write(item);
    done.push(`settled ${item}`);
  })('late');
  await nextTurn();
  t.same(done, ['write now', 'write late', 'settled late']);
});

t.test('work that fails takes nothing with it but its own kind', async (t) => {
  const done: string[] = [];
  const thrown: unknown[] = [];
  const catchOne = (error: unknown) => thrown.push(error);
  process.setUncaughtExceptionCaptureCallback(catchOne);
  t.teardown(() => process.setUncaughtExceptionCaptureCallback(null));
  const write = atEndOfTurn('write', (item: string) => done.push(item));
  atEndOfTurn('decide', (item: string) => {
    write(item);
    throw new Error('failed');
  })('a');
  await nextTurn();
  await nextTurn();
  t.equal(thrown.length, 1);
  t.same(done, ['a']);
  process.setUncaughtExceptionCaptureCallback(null);
});
