import { mintToken } from '@keyward/auth';
import t from 'tap';
import { request } from 'undici';

import { startOrigin } from '../fixtures/origins.ts';
import { startKeyManagement } from '../fixtures/real-key-management.ts';
import { startGateway } from '../fixtures/start-gateway.ts';

t.test('with the real key-management on a real Postgres', async (t) => {
  const origin = await startOrigin(t, (received, response) => response.end(`ran ${received.url}`));
  const keyManagement = await startKeyManagement();
  t.teardown(() => keyManagement.stop());
  const environment = { KEY_MANAGEMENT_URL: keyManagement.url, SERVICE_KEY: keyManagement.serviceKey };
  const gateway = await startGateway(t, environment);
  const flow = await keyManagement.register(`${origin.url}/base`);
  const [first = '', second = ''] = await keyManagement.mintKeys(2);
  const call = async (path: string, token?: string) => {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const answer = await request(gateway.url + path, { method: path.includes('prediction') ? 'POST' : 'GET', headers });
    return `${answer.statusCode} ${await answer.body.text()}`;
  };
  const status = async (path: string, token?: string) => Number((await call(path, token)).slice(0, 3));
  const path = `/api/v1/prediction/${flow}`;

  t.equal(await call(path, first), `200 ran /base${path}`);
  t.equal(await status(path), 401);
  t.equal(await status(path, mintToken('api').token), 401);
  t.equal(await status(path, keyManagement.serviceKey), 401, 'a service key is for services');
  t.equal(await status('/api/v1/prediction/other', first), 404);
  t.equal(await call(`/api/v1/chatflows-streaming/${flow}`), `200 ran /base/api/v1/chatflows-streaming/${flow}`);
  const open = await keyManagement.register(origin.url, { public: true });
  t.equal(await status(`/api/v1/prediction/${open}`), 200, 'a public flow');
  t.equal(await status('/readyz'), 200);
  t.equal(await status('/auth/verify', second), 204);

  await keyManagement.revoke(first);
  t.equal(await status(path, first), 401, 'a revoked key is refused when the revoke has returned');
  t.equal(await status(path, second), 200, 'the other one still works');

  await keyManagement.limit(second, { requestsPerMinute: 2 });
  const limited = [await status(path, second), await status(path, second), await status(path, second)];
  t.same(limited, [200, 200, 429], 'a limit is in force when its edit has returned');

  const wrongKey = { ...environment, SERVICE_KEY: mintToken('svc').token };
  const stranger = await startGateway(t, wrongKey, { leased: false });
  t.equal((await request(`${stranger.url}/readyz`)).statusCode, 503, 'a gateway whose service key is not taken');
  const refused = await request(`${stranger.url}${path}`, { method: 'POST', headers: { 'x-api-key': second } });
  t.equal(refused.statusCode, 503);

  await gateway.app.close();
  t.same(await keyManagement.usage(second), { ok: 4, limited: 1 }, 'what was counted is handed in at a stop');
  t.same(await keyManagement.usage(first), { ok: 1, 'denied:flow-not-found': 1, 'denied:invalid-token': 1 });
});
