import { mintToken, parseToken } from '@keyward/auth';
import t from 'tap';
import { apiKeysPath, introspect, makeApiKey, makeManagementKey } from '../fixtures/keys.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';

// The attack: an id is public, it stands in lists and logs. Whoever joins it to a secret of their own, or to that of
// another key, must get nothing from it: neither the key's rights nor a word on whether it exists.

const km = await startKeyManagement(t);
const ID_START = 'kw_api_'.length;
const SECRET_START = ID_START + 16;

/** A well-formed token: this id, that secret, and the checksum that belongs to both. */
function forge(id: string, secretOf: string, kind: 'api' | 'mgmt' | 'svc' = 'api'): string {
  const secret = secretOf.slice(-49, -6);
  const body = `kw_${kind}_${id}${secret}`;
  const token = body + checksum(body);
  if (parseToken(token).form !== 'minted') throw new Error('the forged token must be well-formed');
  return token;
}

/** CRC-32 (IEEE) as 6 base62 characters, written from the definition. */
function checksum(text: string): string {
  let crc = 0xffffffff;
  for (const byte of Buffer.from(text)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  let rest = (crc ^ 0xffffffff) >>> 0;
  let digits = '';
  for (let place = 0; place < 6; place++) {
    digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'.charAt(rest % 62) + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
}

t.test("an id with another key's secret is an unknown token", async (t) => {
  const mine = await makeApiKey(km, km.workspaceId);
  const theirs = await makeApiKey(km, km.workspaceId);
  const revoked = await makeApiKey(km, km.workspaceId);
  await km.request({ method: 'DELETE', path: `${apiKeysPath(km.workspaceId)}/${revoked.id}` });
  t.equal(forge(mine.id, mine.token), mine.token, 'the forger forges rightly');
  const stranger = mintToken('api').token;
  const forged = [
    forge(theirs.id, mine.token),
    forge(mine.id, theirs.token),
    forge(theirs.id, stranger),
    forge(revoked.id, mine.token),
    forge(mine.id.toLowerCase(), mine.token),
  ];
  for (const token of forged) {
    const { body } = await introspect(km, token);
    t.match(body, { active: false, keyward: { reason: 'unknown' } });
    t.same(Object.keys(body), ['active', 'keyward']);
  }
  for (const { token } of [mine, theirs]) t.match((await introspect(km, token)).body, { active: true });
});

t.test('tokens that share all but the end of their secret are two tokens', async (t) => {
  const { id, token } = await makeApiKey(km, km.workspaceId);
  const body = token.slice(0, -6);
  for (const at of [SECRET_START, SECRET_START + 20, body.length - 1]) {
    const near = body.slice(0, at) + (body[at] === 'a' ? 'b' : 'a') + body.slice(at + 1);
    t.match((await introspect(km, near + checksum(near))).body, { active: false, keyward: { reason: 'unknown' } });
  }
  t.match((await introspect(km, token)).body, { active: true, client_id: id });
});

t.test("a principal's id with another secret, or under another kind, does not sign in", async (t) => {
  const one = await makeManagementKey(km, km.organizationId, { role: 'owner' });
  const two = await makeManagementKey(km, km.organizationId, { role: 'viewer' });
  const api = await makeApiKey(km, km.workspaceId);
  const statusOf = async (token: string) => (await km.request({ path: '/v1/me', token })).status;
  t.equal(await statusOf(one.token), 200);
  // The memory of verified secrets has seen the right token by now.
  t.equal(await statusOf(forge(one.id, two.token, 'mgmt')), 401);
  t.equal(await statusOf(forge(one.id, one.token, 'svc')), 401);
  t.equal(await statusOf(forge(api.id, api.token, 'mgmt')), 401);
  t.equal(await statusOf(one.token), 200);
});
