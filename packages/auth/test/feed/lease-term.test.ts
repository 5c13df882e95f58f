import { setImmediate as turn } from 'node:timers/promises';
import { systemClock } from '@keyward/auth';
import t from 'tap';
// Not exported: the keeper is all that others need.
import { LEASE_MARGIN, leaseTerm, remainingMs } from '../../src/feed/lease-term.ts';

const sent = { monotonic: 5_000, wall: 1_790_000_000_000 };
const term = leaseTerm(sent, 10_000);
const after = (monotonic: number, wall = monotonic) =>
  remainingMs(term, { monotonic: sent.monotonic + monotonic, wall: sent.wall + wall });

t.test('a term lasts from the sending of the poll for the time of the lease less a margin', async (t) => {
  t.equal(LEASE_MARGIN, 0.1);
  t.equal(after(0), 9_000);
  t.equal(after(4_000), 5_000);
  t.equal(after(8_999), 1);
  t.equal(after(9_000), 0);
  t.ok(after(9_001) < 0);
  t.equal(after(60_000), -51_000, 'by how much it is over');
  t.equal(remainingMs(leaseTerm(sent, 10_000, 0.5), sent), 5_000);
});

t.test('the clock that says sooner counts, where they agree well enough', async (t) => {
  t.equal(after(4_000, 4_300), 4_700);
  t.equal(after(4_300, 4_000), 4_700);
  t.equal(after(8_600, 9_100), -100);
  t.equal(after(9_100, 8_600), -100);
  t.equal(after(1_000, 1_500), 7_500, 'up to half of the margin');
});

t.test('where the clocks disagree, the term is over at once', async (t) => {
  const paused = after(1_000, 1_501);
  t.equal(paused, Number.NEGATIVE_INFINITY, 'the monotonic clock stood still: a paused machine');
  t.equal(after(1_000, 3_600_000), Number.NEGATIVE_INFINITY, 'an hour forward');
  t.equal(after(1_501, 1_000), Number.NEGATIVE_INFINITY, 'the wall clock stood still');
  t.equal(after(1_000, -3_600_000), Number.NEGATIVE_INFINITY, 'an hour back');
  t.equal(after(1_000, 1_000 - 501), Number.NEGATIVE_INFINITY, 'half a second back');
});

t.test('the clocks of this machine', async (t) => {
  const before = systemClock.now();
  t.ok(Math.abs(before.wall - Date.now()) < 1_000);
  await systemClock.sleep(20);
  const later = systemClock.now();
  t.ok(later.monotonic - before.monotonic >= 19 && later.wall >= before.wall);

  t.test('a sleep ends with its signal, and leaves nothing behind', async (t) => {
    const abort = new AbortController();
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    const before = timers();
    let awake = 0;
    for (let sleeper = 0; sleeper < 3; sleeper++) void systemClock.sleep(60_000, abort.signal).then(() => awake++);
    await turn();
    t.equal(awake, 0);
    t.equal(timers(), before + 3);
    abort.abort();
    await turn();
    t.equal(awake, 3);
    await systemClock.sleep(60_000, abort.signal);
    t.equal(timers(), before);
  });
});
