import { hkdfSync } from 'node:crypto';
import t from 'tap';
import { parseMasterKeys } from '../../src/master-keys/ring.ts';

const secret = (byte: number) => Buffer.alloc(32, byte);
const entry = (kid: string, byte: number) => `${kid}:${secret(byte).toString('base64')}`;

t.test('the first key is current, all of them are there', (t) => {
  const ring = parseMasterKeys(`${entry('new', 2)}, ${entry('old', 1)}`);
  t.equal(ring.current('lookup').kid, 'new');
  t.same(
    ring.all('lookup').map(({ kid }) => kid),
    ['new', 'old'],
  );
  const derived = Buffer.from(hkdfSync('sha256', secret(2), '', 'keyward/lookup/v1', 32));
  t.ok(derived.equals(ring.current('lookup').key), 'HKDF-SHA-256, so that an old release finds the same digests');
  t.end();
});

t.test('each purpose and each master key has keys of its own', (t) => {
  const ring = parseMasterKeys(`${entry('new', 2)},${entry('old', 1)}`);
  const keys = (['lookup', 'cursor', 'idempotency'] as const).flatMap((purpose) => ring.all(purpose));
  t.equal(new Set(keys.map(({ key }) => Buffer.from(key).toString('hex'))).size, 6);
  t.end();
});

t.test('what is malformed is refused without being repeated', (t) => {
  const short = Buffer.alloc(16, 9).toString('base64');
  const bad = [
    '',
    'k1',
    `:${secret(1).toString('base64')}`,
    `k1:${short}`,
    `k 1:${secret(1).toString('base64')}`,
    'k1:x',
  ];
  for (const text of bad) {
    t.throws(() => parseMasterKeys(text), RangeError);
    t.throws(() => parseMasterKeys(`${entry('ok', 1)},${text}`), {
      message: /^entry 2 must be <kid>:<base64 of 32 bytes>/,
    });
  }
  try {
    parseMasterKeys(`k1:${short}`);
  } catch (error) {
    t.notMatch(String(error), short);
  }
  t.throws(() => parseMasterKeys(`${entry('k', 1)},${entry('k', 2)}`), { message: 'two entries have one kid' });
  t.end();
});
