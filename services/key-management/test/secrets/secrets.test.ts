import { mintToken } from '@keyward/auth';
import { parseOptions } from '@node-rs/argon2';
import t from 'tap';
import { parseMasterKeys } from '../../src/master-keys/ring.ts';
import { lookupDigests } from '../../src/secrets/lookup-digest.ts';
import { createSecretHasher } from '../../src/secrets/secret-hasher.ts';
import { rememberVerifiedSecrets } from '../../src/secrets/verified-secrets.ts';

t.test('a token is hashed at the cost of its entropy, salted, and verified whole', async (t) => {
  const hasher = createSecretHasher(2);
  const { token } = mintToken('api');
  const [first, second] = await Promise.all([hasher.hashMintedToken(token), hasher.hashMintedToken(token)]);
  t.match(first, /^\$argon2id\$v=19\$m=1024,t=1,p=1\$/);
  t.not(first, second, 'each has a salt of its own');
  t.match(parseOptions(first), { outputLen: 32, saltLen: 16 });
  t.equal(await hasher.verifySecret(first, token), true);
  for (const near of [token.slice(0, -1), `${token}x`, token.toUpperCase(), mintToken('api').token]) {
    t.equal(await hasher.verifySecret(first, near), false, 'a near miss');
  }
  const foreign = await hasher.hashForeignToken('hand-made-key-of-somebody');
  t.match(foreign, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  t.equal(await hasher.verifySecret(foreign, 'hand-made-key-of-somebody'), true);
  await t.rejects(hasher.verifySecret('not a hash', token), 'a damaged row is an error, not a mismatch');
});

t.test('a verified token is not hashed twice for the same hash, and only for that one', async (t) => {
  let calls = 0;
  const verify = rememberVerifiedSecrets(async (phc, token) => {
    calls += 1;
    return phc === `hash of ${token}`;
  }, 2);
  t.equal(await verify('hash of a', 'a'), true);
  t.equal(await verify('hash of a', 'a'), true);
  t.equal(calls, 1);
  t.equal(await verify('hash of b', 'a'), false, 'another hash in the row: judged anew');
  t.equal(await verify('hash of b', 'a'), false, 'a mismatch is not remembered');
  t.equal(calls, 3);
  await verify('hash of b', 'b');
  await verify('hash of c', 'c');
  await verify('hash of a', 'a');
  t.equal(calls, 6, 'the memory is bounded: the oldest was forgotten');
});

t.test('a look-up digest is keyed, truncated to 128 bits, and there is one for each master key', async (t) => {
  const key = (fill: number) => Buffer.alloc(32, fill).toString('base64');
  const before = parseMasterKeys(`k1:${key(1)}`);
  const after = parseMasterKeys(`k2:${key(2)},k1:${key(1)}`);
  const [old] = lookupDigests(before.all('lookup'), 'a foreign token');
  const digests = lookupDigests(after.all('lookup'), 'a foreign token');
  t.equal(digests.length, 2);
  t.match(digests[0], /^k2\.[A-Za-z0-9_-]{22}$/);
  t.equal(digests[1], old, 'what was stored under the old key is still found');
  t.notSame(lookupDigests(before.all('lookup'), 'another token'), [old]);
  t.notSame(lookupDigests(before.all('cursor'), 'a foreign token'), [old], 'the purpose separates the keys');
});
