import { mintToken, type TokenKind } from '@keyward/auth';
import t from 'tap';
import { forgeToken, secretOf } from '../fixtures/forge-token.ts';
import { apiKeysPath, introspect, makeApiKey, makeManagementKey } from '../fixtures/keys.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';

// The attack: an id is public, it stands in lists and logs. Whoever joins it to a secret of their own, or to that of
// another key, must get nothing from it: neither the key's rights nor a word on whether it exists.

const km = await startKeyManagement(t);

/** A well-formed token of this id with the secret of that token. */
const forge = (id: string, token: string, kind: TokenKind = 'api') => forgeToken(kind, id, secretOf(token));

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
  const secret = secretOf(token);
  for (const at of [0, 20, secret.length - 1]) {
    const near = secret.slice(0, at) + (secret[at] === 'a' ? 'b' : 'a') + secret.slice(at + 1);
    const { body } = await introspect(km, forgeToken('api', id, near));
    t.match(body, { active: false, keyward: { reason: 'unknown' } });
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
