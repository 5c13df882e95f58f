import fc from 'fast-check';
import { compactDecrypt } from 'jose';
import t from 'tap';
import { openValue, sealValue } from '../../src/credentials/sealed-value.ts';
import { parseMasterKeys } from '../../src/master-keys/ring.ts';

const key = (byte: number) => Buffer.alloc(32, byte).toString('base64');
const ring = parseMasterKeys(`k1:${key(1)}`);
const rotated = parseMasterKeys(`k2:${key(2)},k1:${key(1)}`);
const row = { workspaceId: 'W7c2YpM1bCdEfGhI', id: 'C1a2b3c4d5e6f7g8' };
const GONE = { ok: false, reason: 'master-key-missing' };
const DAMAGED = { ok: false, reason: 'damaged' };

t.test('what is sealed for a row opens for that row, whatever it is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ minLength: 1, maxLength: 500, unit: 'grapheme' }), async (value) => {
      const sealed = await sealValue(ring, row, value);
      const opened = await openValue(rotated, row, sealed);
      return opened.ok && opened.value === value && !JSON.stringify(sealed).includes(value.padEnd(8, '#'));
    }),
    { numRuns: 60 },
  );
});

t.test('it is a JWE that says how, under which master key and for which row it is encrypted', async (t) => {
  const sealed = await sealValue(rotated, row, 'sk-secret');
  t.equal(sealed.kid, 'k2');
  const [header = '', encryptedKey] = sealed.value.split('.');
  t.same(JSON.parse(Buffer.from(header, 'base64url').toString()), {
    alg: 'dir',
    enc: 'A256GCM',
    kid: 'k2',
    workspaceId: row.workspaceId,
    credentialId: row.id,
  });
  t.equal(encryptedKey, '', 'dir has no encrypted key');
  const { plaintext } = await compactDecrypt(sealed.value, rotated.current('credential').key);
  t.equal(new TextDecoder().decode(plaintext), 'sk-secret', 'any implementation of JWE reads it');
  t.not((await sealValue(rotated, row, 'sk-secret')).value, sealed.value, 'never twice the same');
});

t.test('it does not open for another row, under another master key, or changed', async (t) => {
  const sealed = await sealValue(ring, row, 'sk-secret');
  t.same(await openValue(ring, { ...row, workspaceId: 'another000000000' }, sealed), DAMAGED);
  t.same(await openValue(ring, { ...row, id: 'another000000000' }, sealed), DAMAGED);
  t.same(await openValue(parseMasterKeys(`k2:${key(2)}`), row, sealed), GONE);
  t.same(await openValue(parseMasterKeys(`k1:${key(3)}`), row, sealed), DAMAGED, 'another key of the same id');
  t.same(await openValue(rotated, row, { ...sealed, kid: 'k2' }), DAMAGED);

  const parts = sealed.value.split('.');
  const other = await sealValue(ring, { ...row, workspaceId: 'another000000000' }, 'sk-other');
  for (const [index, part] of other.value.split('.').entries()) {
    if (part === parts[index]) continue;
    const mixed = parts.with(index, part).join('.');
    t.same(await openValue(ring, row, { kid: 'k1', value: mixed }), DAMAGED, `part ${index} of another`);
  }
  for (const value of ['', 'x', 'a.b.c.d.e', parts.slice(0, 4).join('.'), `${sealed.value}.x`]) {
    t.same(await openValue(ring, row, { kid: 'k1', value }), DAMAGED, JSON.stringify(value));
  }
});

t.test('no algorithm is taken but the one that it is sealed with', async (t) => {
  const { value } = await sealValue(ring, row, 'sk-secret');
  for (const change of [{ alg: 'A256GCMKW' }, { enc: 'A128CBC-HS256' }, { alg: 'none' }]) {
    const [header = '', ...rest] = value.split('.');
    const parsed: object = JSON.parse(Buffer.from(header, 'base64url').toString());
    const forged = Buffer.from(JSON.stringify({ ...parsed, ...change })).toString('base64url');
    t.same(await openValue(ring, row, { kid: 'k1', value: [forged, ...rest].join('.') }), DAMAGED);
  }
});
