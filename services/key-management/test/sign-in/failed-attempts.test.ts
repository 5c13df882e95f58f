import t from 'tap';
import { createFailedAttempts } from '../../src/sign-in/failed-attempts.ts';

t.test('an address that fails ten times waits for the rest of its minute', (t) => {
  const attempts = createFailedAttempts();
  for (let now = 0; now < 10_000; now += 1_000) {
    t.equal(attempts.waitMs('a', now), 0);
    attempts.add('a', now);
  }
  t.equal(attempts.waitMs('a', 10_000), 50_000);
  t.equal(attempts.waitMs('b', 10_000), 0, 'nobody else waits');
  t.equal(attempts.waitMs('a', 60_000), 0);
  attempts.add('a', 60_000);
  t.equal(attempts.waitMs('a', 60_000), 0, 'the count begins anew');
  t.end();
});

t.test('a flood of addresses stays within bounds', (t) => {
  const attempts = createFailedAttempts();
  for (let count = 0; count < 10; count++) attempts.add('first', 0);
  for (let address = 0; address < 10_000; address++) attempts.add(String(address), 0);
  t.equal(attempts.waitMs('first', 0), 0, 'the oldest one is forgotten');
  t.end();
});
