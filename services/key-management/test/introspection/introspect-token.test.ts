import { IntrospectionAnswer, mintToken } from '@keyward/auth';
import t from 'tap';
import { Value } from 'typebox/value';
import { parseMasterKeys } from '../../src/master-keys/ring.ts';
import { lookupDigests } from '../../src/secrets/lookup-digest.ts';
import { createSecretHasher } from '../../src/secrets/secret-hasher.ts';
import {
  apiKeysPath,
  introspect,
  makeApiKey,
  makeManagementKey,
  makeTenant,
  postForm,
  revisionOf,
  textOf,
} from '../fixtures/keys.ts';
import { MASTER_KEYS, startKeyManagement } from '../fixtures/start-key-management.ts';
import { until } from '../fixtures/until.ts';

const OLD_MASTER_KEY = `old:${Buffer.alloc(32, 3).toString('base64')}`;
const km = await startKeyManagement(t, {
  MASTER_KEYS: `${MASTER_KEYS},${OLD_MASTER_KEY}`,
  PUBLIC_URL: 'https://keys.example.com/',
});
const path = apiKeysPath(km.workspaceId);
const ENDPOINT = '/oauth2/introspect';

t.test('a live key is told with the standard members first, in the snapshot of its revision', async (t) => {
  const created = await km.request({
    method: 'POST',
    path,
    body: {
      permissions: ['flows:execute', 'logs:view'],
      flows: ['support-bot'],
      allowedIps: ['203.0.113.0/24'],
      limits: { concurrentRequests: 2 },
      expiresAt: '2030-01-01T00:00:00.900Z',
    },
  });
  const id = textOf(created, 'id');
  const { status, body, headers, text } = await introspect(km, textOf(created, 'token'));
  t.equal(status, 200);
  t.same(body, {
    active: true,
    scope: 'flows:execute logs:view',
    client_id: id,
    token_type: 'Bearer',
    exp: Date.parse('2030-01-01T00:00:00Z') / 1000,
    iat: Math.floor(Date.parse(textOf(created, 'createdAt')) / 1000),
    sub: id,
    iss: 'https://keys.example.com',
    jti: id,
    keyward: {
      kind: 'api',
      organizationId: km.organizationId,
      workspaceId: km.workspaceId,
      gatewayId: null,
      flows: ['support-bot'],
      allowedIps: ['203.0.113.0/24'],
      limits: { concurrentRequests: 2 },
      revision: await revisionOf(km),
    },
  });
  t.match(text, /^\{"active":true,"scope"/);
  t.ok(Value.Check(IntrospectionAnswer, body), 'it fits the schema that gateways read it by');
  t.equal(headers['cache-control'], 'no-store');
  t.match(headers['content-type'], 'application/json');

  const endless = await introspect(km, (await makeApiKey(km, km.workspaceId)).token);
  t.equal(endless.body.active, true);
  t.notOk('exp' in endless.body, 'a key that never ends has no exp');
});

t.test('a service key learns why a token may not be used', async (t) => {
  const reasonOf = async (token: string) => {
    const { status, body } = await introspect(km, token);
    t.equal(status, 200);
    t.ok(Value.Check(IntrospectionAnswer, body));
    t.match(body, { active: false, keyward: { revision: await revisionOf(km) } });
    return Object(body.keyward).reason;
  };
  const unknown = mintToken('api').token;
  t.equal(await reasonOf(unknown), 'unknown');
  t.equal(await reasonOf(`${unknown}x`), 'unknown', 'malformed');
  t.equal(await reasonOf('a foreign token nobody knows'.replaceAll(' ', '-')), 'unknown');
  t.equal(await reasonOf('white space'), 'unknown');
  t.equal(await reasonOf('x'.repeat(2000)), 'unknown');
  t.equal(await reasonOf(km.operatorToken), 'unknown', 'a management key is no client token');
  t.equal(await reasonOf(km.serviceToken), 'unknown', 'nor is a service key');

  const suspended = await makeApiKey(km, km.workspaceId);
  await km.request({ method: 'PATCH', path: `${path}/${suspended.id}`, body: { enabled: false } });
  t.equal(await reasonOf(suspended.token), 'revoked');
  const revoked = await makeApiKey(km, km.workspaceId);
  await km.request({ method: 'DELETE', path: `${path}/${revoked.id}` });
  t.equal(await reasonOf(revoked.token), 'revoked');
  const expired = await makeApiKey(km, km.workspaceId, { expiresIn: 'P1D' });
  await km.database.query('update keys set expires_at = now() where id = $1', [expired.id]);
  t.equal(await reasonOf(expired.token), 'expired');
});

t.test('keys end with their workspace and with their organization', async (t) => {
  const tenant = await makeTenant(km, 'Ends soon');
  const wide = `/v1/organizations/${tenant.organizationId}/api-keys`;
  const inWorkspace = await makeApiKey(km, tenant.workspaceId);
  const everywhere = textOf(await km.request({ method: 'POST', path: wide, body: {} }), 'token');
  t.match((await introspect(km, everywhere)).body, { active: true, keyward: { workspaceId: null } });
  await km.request({ method: 'DELETE', path: `/v1/workspaces/${tenant.workspaceId}` });
  t.match((await introspect(km, inWorkspace.token)).body, { active: false, keyward: { reason: 'revoked' } });
  t.match((await introspect(km, everywhere)).body, { active: true });
  await km.request({ method: 'DELETE', path: `/v1/organizations/${tenant.organizationId}` });
  t.match((await introspect(km, everywhere)).body, { active: false, keyward: { reason: 'revoked' } });

  await km.database.query('update keys set revoked_at = null where organization_id = $1', [tenant.organizationId]);
  t.match((await introspect(km, everywhere)).body, { active: false }, 'also if its own row had been forgotten');
});

t.test('a foreign token is found by its keyed digest, under any master key of the ring', async (t) => {
  const { hashForeignToken } = createSecretHasher(1);
  const [current, old] = [`${MASTER_KEYS},${OLD_MASTER_KEY}`, OLD_MASTER_KEY].map((text) =>
    parseMasterKeys(text).all('lookup'),
  );
  for (const [token, ring] of [
    ['hand-made-key-of-a-colleague', current],
    ['Ze6jOjwNVa0hHRRlmOTD8ehSzeUpQnVVnNwyzJ4nN8I', old],
  ] as const) {
    const { id } = await makeApiKey(km, km.workspaceId);
    const [lookup] = lookupDigests(ring ?? [], token);
    const hash = await hashForeignToken(token);
    await km.database.query('update keys set lookup = $2, hash = $3 where id = $1', [id, lookup, hash]);
    t.match((await introspect(km, token)).body, { active: true, client_id: id });
    t.match((await introspect(km, `${token}x`)).body, { active: false, keyward: { reason: 'unknown' } });
    await km.request({ method: 'DELETE', path: `${path}/${id}` });
    t.match((await introspect(km, token)).body, { active: false, keyward: { reason: 'revoked' } });
  }
});

t.test(
  'a foreign token that was found under an older master key is found under the current one from then on',
  async (t) => {
    const token = 'imported-before-the-master-key-was-rotated';
    const { id } = await makeApiKey(km, km.workspaceId);
    const [before] = lookupDigests(parseMasterKeys(OLD_MASTER_KEY).all('lookup'), token);
    const [after] = lookupDigests(parseMasterKeys(MASTER_KEYS).all('lookup'), token);
    const hash = await createSecretHasher(1).hashForeignToken(token);
    await km.database.query('update keys set lookup = $2, hash = $3 where id = $1', [id, before, hash]);
    const row = async () => (await km.database.query('select lookup, version from keys where id = $1', [id]))[0];
    const revision = await revisionOf(km);
    await introspect(km, `${token}x`);
    t.same(await row(), { lookup: before, version: 1 }, 'only its holder renews it');
    t.match((await introspect(km, token)).body, { active: true, client_id: id });
    await until(async () => (await row())?.lookup === after);
    t.match((await introspect(km, token)).body, { active: true, client_id: id });
    t.same(await row(), { lookup: after, version: 1 });
    t.equal(await revisionOf(km), revision, 'nothing has changed for gateways');
  },
);

t.test('whoever may view API keys sees theirs alone, and of all others exactly {"active":false}', async (t) => {
  const tenant = await makeTenant(km, 'Neighbour');
  const own = await makeApiKey(km, km.workspaceId);
  const foreign = await makeApiKey(km, tenant.workspaceId);
  const viewer = await makeManagementKey(km, km.organizationId, { permissions: ['apikeys:view'] });
  t.match((await introspect(km, own.token, viewer.token)).body, { active: true, client_id: own.id });
  for (const token of [foreign.token, mintToken('api').token, 'foreign', km.serviceToken]) {
    t.equal((await introspect(km, token, viewer.token)).text, '{"active":false}');
  }
  t.equal((await introspect(km, own.token, tenant.ownerToken)).text, '{"active":false}');
  t.match((await introspect(km, foreign.token, km.operatorToken)).body, { active: true });

  const narrow = await makeManagementKey(km, km.organizationId, { role: 'viewer', workspaceId: km.workspaceId });
  t.match((await introspect(km, own.token, narrow.token)).body, { active: true });
  const wide = await km.request({ method: 'POST', path: `/v1/organizations/${km.organizationId}/api-keys`, body: {} });
  t.equal((await introspect(km, textOf(wide, 'token'), narrow.token)).text, '{"active":false}');

  const blind = await makeManagementKey(km, km.organizationId, { permissions: ['apikeys:create'] });
  t.equal((await introspect(km, own.token, blind.token)).status, 403);
});

t.test('the request is a form with one token; what nobody knows is ignored', async (t) => {
  const { id, token } = await makeApiKey(km, km.workspaceId);
  const post = (body: string, as: string | null = km.serviceToken) => postForm(km, ENDPOINT, body, as);
  t.match((await post(`token=${token}&token_type_hint=refresh_token&client_id=x`)).body, { client_id: id });
  for (const body of ['token=', 'tokens=x', 'token=a&token=b', 'token=a&token=a', 'token', '=x']) {
    const answer = await post(body);
    t.match(answer.body, { status: 400, error: 'invalid_request', errors: [{ pointer: '/token' }] }, body);
  }
  t.equal((await post(`token=${token}`, null)).status, 401);
  t.equal((await post(`token=${token}`, token)).status, 401, 'a client key introspects nothing, not even itself');
  const json = await km.request({ method: 'POST', path: ENDPOINT, body: { token }, token: km.serviceToken });
  t.equal(json.status, 415);
  t.equal((await km.request({ path: `${ENDPOINT}?token=${token}`, token: km.serviceToken })).status, 404);
  t.equal((await postForm(km, `${ENDPOINT}?token=${token}`, `token=${token}`, km.serviceToken)).status, 400);
  t.equal((await post(`token=${'x'.repeat(20_000)}`)).status, 413);
});
