import { mintToken } from '@keyward/auth';
import t from 'tap';
import { makeApiKey, makeManagementKey, makeTenant } from '../fixtures/keys.ts';
import { operations } from '../fixtures/operations.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';

const km = await startKeyManagement(t);
const acme = await makeTenant(km, 'Acme');
const workspace = `/v1/workspaces/${acme.workspaceId}`;

t.test('without a token: 401 with a bare challenge', async (t) => {
  t.match(await km.request({ path: workspace, token: null }), {
    status: 401,
    body: { type: '/problems/missing-token' },
    headers: { 'www-authenticate': /^Bearer realm="keyward"$/, 'cache-control': 'no-store' },
  });
});

t.test('a token that is no live management key is refused like one that never was', async (t) => {
  const minted = mintToken('mgmt').token;
  const near = `${km.operatorToken.slice(0, 24)}${mintToken('mgmt').token.slice(24)}`;
  const revoked = await makeManagementKey(km, acme.organizationId, { role: 'owner' });
  const keys = `/v1/organizations/${acme.organizationId}/management-keys`;
  await km.request({ method: 'DELETE', path: `${keys}/${revoked.id}` });
  const suspended = await makeManagementKey(km, acme.organizationId, { role: 'owner' });
  await km.request({ method: 'PATCH', path: `${keys}/${suspended.id}`, body: { enabled: false } });
  const client = await makeApiKey(km, acme.workspaceId, { permissions: ['*'] });
  const answers = [];
  for (const token of [minted, near, revoked.token, suspended.token, client.token, 'kw_mgmt_x', 'anything']) {
    const answer = await km.request({ path: workspace, token });
    t.match(answer, {
      status: 401,
      body: { type: '/problems/invalid-token' },
      headers: { 'www-authenticate': /error="invalid_token"/ },
    });
    answers.push(JSON.stringify({ ...answer.body, instance: '' }));
  }
  t.equal(new Set(answers).size, 1, 'which of them it was stays unsaid');
});

t.test('two credentials in one request are refused', async (t) => {
  const token = km.operatorToken;
  for (const headers of [{ 'x-api-key': acme.ownerToken }, { 'x-api-key': 'other' }]) {
    t.match(await km.request({ path: workspace, token, headers }), {
      status: 400,
      body: { type: '/problems/ambiguous-credentials' },
    });
  }
  const headers = { 'x-api-key': token };
  t.equal((await km.request({ path: workspace, token: null, headers })).status, 200, 'X-API-Key alone will do');
  t.equal((await km.request({ path: workspace, token: null, headers: { authorization: token } })).status, 200);
});

t.test('a missing permission is named', async (t) => {
  const { token } = await makeManagementKey(km, acme.organizationId, { permissions: ['workspaces:view'] });
  t.equal((await km.request({ path: workspace, token })).status, 200);
  t.match(await km.request({ path: `${workspace}/flows`, token }), {
    status: 403,
    body: { type: '/problems/insufficient-scope', scope: 'flows:view', detail: 'Needs flows:view.' },
    headers: { 'www-authenticate': /error="insufficient_scope".*scope="flows:view"/ },
  });
});

t.test('each operation needs what its document says, and nothing less', async (t) => {
  // The one permission that is enough for no operation.
  const blind = await makeManagementKey(km, acme.organizationId, { permissions: ['credentials:share'] });
  const open = ['checkHealth', 'checkReadiness', 'revokeToken', 'describeMe', 'readSession', 'signIn', 'endSession'];
  const ids: Record<string, string> = { organizationId: acme.organizationId, workspaceId: acme.workspaceId };
  let met = 0;
  for (const { method, path, document, example } of operations(km.app)) {
    if (open.includes(String(document.operationId)) || path === '/v1/me') continue;
    const target = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? 'AAAAAAAAAAAAAAAA');
    const body = example === undefined ? {} : { body: example };
    const refused = await km.request({ method, path: target, token: blind.token, ...body });
    t.equal(refused.status, 403, `${method} ${path} without the permission`);
    const bare = await km.request({ method, path: target, token: null, ...body });
    t.equal(bare.status, 401, `${method} ${path} without a token`);
    met++;
  }
  t.ok(met >= 40, `${met} operations`);
});

t.test('a service key manages nothing', async (t) => {
  for (const path of ['/v1/organizations', workspace, '/v1/workspaces/AAAAAAAAAAAAAAAA', '/v1/service-keys']) {
    t.match(await km.request({ path, token: km.serviceToken }), {
      status: 403,
      body: { type: '/problems/insufficient-scope' },
    });
  }
});

t.test('an unknown path is 404 for everybody, with or without a token', async (t) => {
  for (const path of ['/v1/nothing', '/nothing', '/v1/workspaces', '/internal/v1/nothing']) {
    for (const token of [null, km.operatorToken]) {
      const answer = await km.request({ path, token });
      t.match(answer, { status: 404, body: { type: '/problems/not-found', instance: answer.headers['x-request-id'] } });
      t.equal(answer.headers['cache-control'], 'no-store');
    }
  }
});
