import t from 'tap';
import { request } from 'undici';

import { startGateway, WORKSPACE } from '../fixtures/start-gateway.ts';

t.test('GET /auth/verify', async (t) => {
  const gateway = await startGateway(t, { TRUSTED_PROXIES: '127.0.0.1' });
  const verify = async (query: string, headers: Record<string, string>, method: 'GET' | 'POST' | 'HEAD' = 'GET') => {
    const answer = await request(`${gateway.url}/auth/verify${query}`, { method, headers });
    return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() };
  };
  const token = gateway.addKey({ client_id: 'theKeysId0000001', scope: 'flows:execute logs:view' });
  const wide = gateway.addKey({ keyward: { workspaceId: null } });
  const gatewayKey = gateway.addKey({ scope: '', keyward: { kind: 'gw', gatewayId: 'gateway000000001' } });
  const bound = gateway.addKey({ keyward: { allowedIps: ['203.0.113.7'] } });

  const good = await verify('', { authorization: `Bearer ${token}` });
  t.equal(good.status, 204);
  t.equal(good.headers['x-keyward-key-id'], 'theKeysId0000001');
  t.equal(good.headers['x-keyward-workspace-id'], WORKSPACE);
  t.equal(good.headers['cache-control'], 'no-store');
  t.equal((await verify('', { 'x-api-key': token })).status, 204);
  t.equal((await verify('?permission=logs:view', { 'x-api-key': token })).status, 204);
  t.equal((await verify('', { 'x-api-key': gatewayKey })).status, 204, 'any client key');
  const wideAnswer = await verify('', { 'x-api-key': wide });
  t.equal(wideAnswer.status, 204);
  t.notOk('x-keyward-workspace-id' in wideAnswer.headers, 'an organization-wide key has no workspace');

  const missing = await verify('', {});
  t.equal(missing.status, 401);
  t.equal(missing.headers['www-authenticate'], 'Bearer realm="keyward"');
  t.equal((await verify('', { 'x-api-key': 'nobody' })).status, 401);
  t.notOk('x-keyward-key-id' in (await verify('', { 'x-api-key': 'nobody' })).headers);
  const narrow = await verify('?permission=deployments:manage', { 'x-api-key': token });
  t.equal(narrow.status, 403);
  t.match(narrow.headers['www-authenticate'], 'scope="deployments:manage"');
  t.equal((await verify('', { 'x-api-key': bound })).status, 403, 'the proxy is not the client');
  t.equal((await verify('', { 'x-api-key': bound, 'x-forwarded-for': '203.0.113.7' })).status, 204);
  t.equal((await verify('?permission=cow', { 'x-api-key': token })).status, 400);
  t.equal((await verify('?permission=logs:view&permission=flows:execute', { 'x-api-key': token })).status, 400);
  t.equal((await verify('', { 'x-api-key': token, authorization: 'Bearer other' })).status, 400);

  t.equal((await verify('', { 'x-api-key': token }, 'POST')).status, 204, 'Envoy keeps the method');
  t.equal(
    (await verify('/api/orders?permission=deployments:manage', { 'x-api-key': token })).status,
    204,
    'and the path',
  );
  t.equal((await verify('/api/orders', { 'x-api-key': 'nobody' })).status, 401);

  gateway.keyManagement.answerWith(() => ({ status: 500 }));
  t.equal((await verify('', { 'x-api-key': 'another' })).status, 503);
});
