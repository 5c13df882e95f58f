import { rawRequest } from '@keyward/auth/testing';
import t from 'tap';
import { request } from 'undici';

import { startOrigin } from '../fixtures/origins.ts';
import { OTHER_WORKSPACE, startGateway } from '../fixtures/start-gateway.ts';

async function setUp(t: Parameters<typeof startGateway>[0]) {
  const origin = await startOrigin(t, (received, response) => {
    let body = '';
    received.on('data', (chunk) => {
      body += String(chunk);
    });
    received.on('end', () => response.end(`${received.method} ${received.url} ${body}`));
  });
  const gateway = await startGateway(t);
  const token = gateway.addKey({ scope: 'apis:call' });
  const call = async (target: string, key = token, method = 'GET', body = '') => {
    const head = `${method} ${target} HTTP/1.1\r\nHost: g\r\nX-API-Key: ${key}\r\nConnection: close\r\n`;
    const answer = await rawRequest(gateway.port, `${head}Content-Length: ${body.length}\r\n\r\n${body}`);
    const status = Number(answer.slice(9, 12));
    const text = answer.slice(answer.indexOf('\r\n\r\n') + 4).replace(/^[0-9a-f]+\r\n|\r\n0\r\n\r\n$/g, '');
    return { status, text, type: /"type":"\/problems\/([a-z-]+)"/.exec(text)?.[1] };
  };
  return { origin, gateway, token, call };
}

t.test('path and query go behind the base URL, byte for byte, with any method', async (t) => {
  const { gateway, origin, token, call } = await setUp(t);
  gateway.routes.addApi({ name: 'root', baseUrl: origin.url });
  gateway.routes.addApi({ name: 'deep', baseUrl: `${origin.url}/v2/base/` });
  const targets: Record<string, string> = {
    '/apis/root': '/',
    '/apis/root/': '/',
    '/apis/root?a=%2F&b': '/?a=%2F&b',
    '/apis/deep': '/v2/base',
    '/apis/deep/': '/v2/base/',
    '/apis/deep/apis/deep/%C3%A9~!$&()*+,=:@?x=/../&y=%zz': '/v2/base/apis/deep/%C3%A9~!$&()*+,=:@?x=/../&y=%zz',
  };
  for (const [target, expected] of Object.entries(targets)) {
    t.equal((await call(target)).text, `GET ${expected} `, target);
  }
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'PURGE']) {
    t.equal((await call('/apis/deep/x', token, method, 'body')).text, `${method} /v2/base/x body`, method);
  }
  t.equal((await call('/apis/deep/x', token, 'HEAD')).status, 200);
  for (const target of ['/apis/deep/../x', '/apis/deep/%2e%2e/x', '/apis/deep/a%2fb', '/apis/deep//x', '/apis//x']) {
    t.equal((await call(target)).status, 400, target);
  }
  t.equal((await call('/apis/', token)).type, 'route-not-found');
  t.equal((await call('/apis', token)).type, 'route-not-found');
});

t.test('who may call', async (t) => {
  const { gateway, origin, token, call } = await setUp(t);
  gateway.routes.addApi({ name: 'weather', baseUrl: origin.url });
  gateway.routes.addApi({ name: 'elsewhere', baseUrl: origin.url, workspaceId: OTHER_WORKSPACE });
  gateway.routes.addApi({ name: 'twice', baseUrl: origin.url });
  gateway.routes.addApi({ name: 'twice', baseUrl: `${origin.url}/second`, workspaceId: OTHER_WORKSPACE });
  const narrow = gateway.addKey({ scope: 'flows:execute logs:view deployments:manage' });
  const wide = gateway.addKey({ scope: 'apis:call', keyward: { workspaceId: null } });
  const gatewayKey = gateway.addGatewayKey(gateway.routes.addGateway([{ name: 'm', baseUrl: origin.url }]), {
    scope: '*',
  });
  const bound = gateway.addKey({ scope: '*', keyward: { allowedIps: ['203.0.113.0/24'] } });

  t.equal((await call('/apis/weather/x')).status, 200);
  t.equal((await call('/apis/weather/x', gateway.addKey({ scope: '*' }))).status, 200);
  t.match(await call('/apis/weather/x', narrow), { status: 403, type: 'insufficient-scope' });
  t.match(await call('/apis/weather/x', bound), { status: 403, type: 'address-not-allowed' });
  t.match(await call('/apis/weather/x', 'nobody'), { status: 401, type: 'invalid-token' });
  t.match(
    await call('/apis/weather/x', gatewayKey),
    { status: 401, type: 'invalid-token' },
    'a key of the other surface',
  );
  t.match(await call('/apis/nowhere/x'), { status: 404, type: 'upstream-not-found' });
  t.match(await call('/apis/elsewhere/x'), { status: 404, type: 'upstream-not-found' });
  t.match(await call('/apis/elsewhere/x', narrow), { status: 404 }, 'before the permission is looked at');
  t.match(await call('/apis/Weather/x'), { status: 404 });
  t.match(await call('/apis/we%61ther/x'), { status: 404 });
  t.equal((await call('/apis/elsewhere/x', wide)).status, 200, 'an organization-wide key fits each workspace');
  t.equal((await call('/apis/twice/x', token)).text, 'GET /x ', 'the key says which workspace is meant');
  t.equal((await call('/apis/twice/x', wide)).status, 404, 'an organization-wide one does not');
  const bare = await request(`${gateway.url}/apis/weather/x`, { method: 'OPTIONS', headers: { origin: 'https://a' } });
  t.equal(bare.statusCode, 401, 'no way in without a key, for preflights neither');
  await bare.body.dump();
  t.match(gateway.log(), '"route":"/apis/{upstreamName}/{path}"');
  t.notMatch(gateway.log(), 'elsewhere');
});

t.test('an upstream is asked about once, and is followed when it changes', async (t) => {
  const { gateway, origin, call } = await setUp(t);
  t.equal((await call('/apis/weather/x')).status, 404);
  const api = gateway.routes.addApi({ baseUrl: origin.url });
  t.equal((await call('/apis/weather/x')).status, 404, 'remembered');
  await gateway.change('upstream', 'upstream-weather');
  t.equal((await call('/apis/weather/x')).text, 'GET /x ');
  const asked = gateway.keyManagement.questions.length;
  for (let at = 0; at < 3; at++) await call('/apis/weather/x');
  t.equal(gateway.keyManagement.questions.length, asked);
  api.baseUrl = `${origin.url}/moved`;
  await gateway.change('upstream', 'upstream-weather');
  t.equal((await call('/apis/weather/x')).text, 'GET /moved/x ');
});

t.test('streams end with the route that they came by', async (t) => {
  const origin = await startOrigin(t, (_received, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: one\n\n');
  });
  const gateway = await startGateway(t);
  gateway.routes.addApi({ baseUrl: origin.url });
  const registered = { id: 'flow', baseUrl: origin.url };
  gateway.addFlow(registered);
  const headers = { 'x-api-key': gateway.addKey({ scope: '*' }) };
  const streams = [
    await fetch(`${gateway.url}/apis/weather/events`, { headers }),
    await fetch(`${gateway.url}/api/v1/prediction/flow`, { method: 'POST', headers }),
  ];
  const ended: boolean[] = [false, false];
  const texts = streams.map(async (stream, at) => {
    const text = await stream.text();
    ended[at] = true;
    return text;
  });
  await gateway.change('upstream', 'upstream-weather');
  await gateway.change('flow', 'flow');
  t.same(ended, [false, false], 'a change that leaves the route as it is ends nothing');
  gateway.routes.addApi({ baseUrl: origin.url });
  await gateway.change('upstream', 'upstream-weather');
  t.match(await texts[0], /event: error/, 'a name that is not plain any more leads nowhere');
  t.same(ended, [true, false]);
  gateway.addFlow(registered);
  await gateway.change('flow', 'flow');
  t.match(await texts[1], /event: error/, 'nor does such an id');
});
