import { mintToken } from '@keyward/auth';
import t from 'tap';
import { request } from 'undici';

import { startOrigin } from '../fixtures/origins.ts';
import { OTHER_WORKSPACE, startGateway, type TestGateway, WORKSPACE } from '../fixtures/start-gateway.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD' | 'OPTIONS' | 'PATCH';

async function call(gateway: TestGateway, path: string, headers: Record<string, string> = {}, method: Method = 'POST') {
  const answer = await request(gateway.url + path, { method, headers });
  const text = await answer.body.text();
  const { statusCode: status } = answer;
  const problem: unknown = status >= 400 && text !== '' ? JSON.parse(text) : {};
  const type = typeof problem === 'object' && problem !== null && 'type' in problem ? String(problem.type) : undefined;
  return { status, type, text, challenge: answer.headers['www-authenticate'], headers: answer.headers };
}

async function setUp(t: Parameters<typeof startGateway>[0], environment: Record<string, string> = {}) {
  const origin = await startOrigin(t, (received, response) => response.end(`${received.method} ${received.url}`));
  const gateway = await startGateway(t, environment);
  return { origin, gateway, flow: gateway.addFlow({ baseUrl: origin.url }) };
}

t.test('the order of the checks: each refusal hides the ones behind it', async (t) => {
  const { gateway, origin, flow } = await setUp(t);
  const elsewhere = gateway.addFlow({ baseUrl: origin.url, workspaceId: OTHER_WORKSPACE });
  const bound = { allowedIps: ['203.0.113.0/24'], flows: ['some-other-flow'] };
  const past = Math.floor(Date.now() / 1000) - 10;
  const minted = mintToken('api').token;
  const mistyped = minted.slice(0, -1) + (minted.endsWith('0') ? '1' : '0');
  const key = (overrides: Parameters<TestGateway['addKey']>[0]) => ({ 'x-api-key': gateway.addKey(overrides) });

  const cases = {
    'no route': [404, 'route-not-found', '/api/v1/nowhere', {}],
    'no method': [405, 'method-not-allowed', `/api/v1/executions?chatflowId=${flow}`, {}],
    'no token': [401, 'missing-token', `/api/v1/prediction/${elsewhere}`, {}],
    'a token with a slip': [401, 'invalid-token', `/api/v1/prediction/${elsewhere}`, { 'x-api-key': mistyped }],
    'a token that is too long': [401, 'invalid-token', `/api/v1/prediction/x`, { 'x-api-key': 'x'.repeat(513) }],
    'an unknown token': [401, 'invalid-token', `/api/v1/prediction/${elsewhere}`, { 'x-api-key': minted }],
    'an unknown foreign token': [401, 'invalid-token', `/api/v1/prediction/${flow}`, { 'x-api-key': 'hand-made' }],
    'a management key': [401, 'invalid-token', `/api/v1/prediction/${flow}`, { 'x-api-key': mintToken('mgmt').token }],
    'an expired key': [401, 'invalid-token', `/api/v1/prediction/${elsewhere}`, key({ exp: past, keyward: bound })],
    'a gateway key': [
      401,
      'invalid-token',
      `/api/v1/prediction/${elsewhere}`,
      key({ keyward: { kind: 'gw', ...bound } }),
    ],
    'a flow of another workspace': [
      404,
      'flow-not-found',
      `/api/v1/prediction/${elsewhere}`,
      key({ scope: '', keyward: bound }),
    ],
    'a flow that is nowhere': [404, 'flow-not-found', '/api/v1/prediction/nowhere', key({ scope: '', keyward: bound })],
    'a flow id that can be none': [
      404,
      'flow-not-found',
      '/api/v1/prediction/a%20b',
      key({ scope: '', keyward: bound }),
    ],
    'a permission that is missing': [
      403,
      'insufficient-scope',
      `/api/v1/prediction/${flow}`,
      key({ scope: 'logs:view', keyward: bound }),
    ],
    'a flow the key is not for': [403, 'flow-not-allowed', `/api/v1/prediction/${flow}`, key({ keyward: bound })],
    'an address the key is not for': [
      403,
      'address-not-allowed',
      `/api/v1/prediction/${flow}`,
      key({ keyward: { ...bound, flows: [flow] } }),
    ],
  } as const;
  for (const [name, [status, slug, path, headers]] of Object.entries(cases)) {
    const answer = await call(gateway, path, headers);
    t.equal(answer.status, status, `${name}: ${status}`);
    t.equal(answer.type, `/problems/${slug}`, `${name}: ${slug}`);
    const { detail, message, instance } = JSON.parse(answer.text);
    t.equal(message, detail, 'Flowise’s clients read message');
    t.equal(instance, answer.headers['x-request-id']);
    t.equal(answer.headers['content-type'], 'application/problem+json; charset=utf-8');
    t.equal(answer.headers['cache-control'], 'no-store');
    if (status === 401 || slug === 'insufficient-scope') t.match(answer.challenge, /^Bearer realm="keyward"/);
    else t.equal(answer.challenge, undefined);
  }
  t.equal(origin.requests.length, 0, 'nothing went upstream');

  const missing = await call(gateway, `/api/v1/prediction/${flow}`);
  t.equal(missing.challenge, 'Bearer realm="keyward"', 'no error code where there was no token (RFC 6750 section 3.1)');
  const unknown = await call(gateway, `/api/v1/prediction/${flow}`, { authorization: 'Bearer nobody' });
  t.match(unknown.challenge, 'error="invalid_token"');
  const narrow = await call(gateway, `/api/v1/prediction/${flow}`, key({ scope: 'logs:view' }));
  t.match(narrow.challenge, 'error="insufficient_scope"');
  t.match(narrow.challenge, 'scope="flows:execute"');
  const wrongMethod = await call(gateway, `/api/v1/chatmessage/${flow}`);
  t.equal(wrongMethod.headers.allow, 'GET, DELETE, HEAD');

  const twin = await call(gateway, `/api/v1/prediction/${elsewhere}`, key({}));
  const absent = await call(gateway, '/api/v1/prediction/nowhere', key({}));
  const same = (text: string) => text.replace(/"instance":"[^"]+"/, '');
  t.equal(same(twin.text), same(absent.text), 'another tenant’s flow answers as none at all');
});

t.test('where a token may stand', async (t) => {
  const { gateway, flow } = await setUp(t);
  const open = await setUp(t, { ALLOW_QUERY_TOKEN: 'true' });
  const path = `/api/v1/prediction/${flow}`;
  for (const token of [gateway.addKey(), gateway.addKey({}, 'Zm9yZWlnbi10b2tlbi1vZi1mbG93aXNlLTAxMjM0NTY3')]) {
    t.equal((await call(gateway, path, { authorization: `Bearer ${token}` })).status, 200);
    t.equal((await call(gateway, path, { authorization: `bEaReR  ${token}` })).status, 200);
    t.equal((await call(gateway, path, { authorization: token })).status, 200, 'without a scheme');
    t.equal((await call(gateway, path, { 'x-api-key': token })).status, 200);
    const twice = { authorization: `Bearer ${token}`, 'x-api-key': token };
    t.equal((await call(gateway, path, twice)).status, 200, 'the same one twice');
    t.equal((await call(gateway, `${path}?api_key=${token}`)).status, 401, 'not in the query');
  }
  const token = open.gateway.addKey();
  const openPath = `/api/v1/prediction/${open.flow}`;
  t.equal(
    (await call(open.gateway, `${openPath}?api_key=${token}`)).text,
    `POST ${openPath}`,
    'unless that is allowed',
  );
  t.equal((await call(open.gateway, `${openPath}?x&apiKey=${token}`)).text, `POST ${openPath}?x`);
  t.equal((await call(open.gateway, `${openPath}?api_key=${token}&apiKey=other`)).status, 400);
  t.equal((await call(open.gateway, `${openPath}?api_key=${token}`, { 'x-api-key': 'other' })).status, 400);
  t.equal((await call(gateway, path, { authorization: 'Basic dTpw' })).type, '/problems/missing-token');
});

t.test('each route needs its permission, and goes upstream as it is', async (t) => {
  const { gateway, flow } = await setUp(t);
  const routes: [Method, string, string | null][] = [
    ['POST', `/api/v1/prediction/${flow}`, 'flows:execute'],
    ['POST', `/api/v1/internal-prediction/${flow}`, 'flows:execute'],
    ['POST', `/api/v1/vector/upsert/${flow}`, 'flows:execute'],
    ['POST', `/api/v1/attachments/${flow}/chat-1`, 'flows:execute'],
    ['GET', `/api/v1/attachments/${flow}/chat-1`, 'flows:execute'],
    ['GET', `/api/v1/get-upload-file?chatflowId=${flow}&chatId=1&fileName=a%2Fb`, 'flows:execute'],
    ['GET', `/api/v1/chatmessage/${flow}?sort=1`, 'logs:view'],
    ['DELETE', `/api/v1/chatmessage/${flow}`, 'logs:view'],
    ['GET', `/api/v1/executions?agentflowId=${flow}`, 'logs:view'],
    ['GET', `/api/v1/upsert-history/${flow}`, 'logs:view'],
    ['GET', `/api/v1/chatflows/${flow}`, 'deployments:manage'],
    ['PUT', `/api/v1/chatflows/${flow}`, 'deployments:manage'],
    ['DELETE', `/api/v1/chatflows/${flow}`, 'deployments:manage'],
    ['GET', `/api/v1/chatflows-streaming/${flow}`, null],
    ['GET', `/api/v1/public-chatbotConfig/${flow}`, null],
  ];
  const permissions = ['flows:execute', 'logs:view', 'deployments:manage', 'apis:call'];
  for (const [method, path, needed] of routes) {
    for (const permission of permissions) {
      const { status, text } = await call(
        gateway,
        path,
        { 'x-api-key': gateway.addKey({ scope: permission }) },
        method,
      );
      const expected = needed === null || needed === permission ? 200 : 403;
      t.equal(status, expected, `${method} ${path} with ${permission}: ${expected}`);
      if (status === 200) t.equal(text, `${method} ${path}`);
    }
    const all = await call(gateway, path, { 'x-api-key': gateway.addKey({ scope: '*' }) }, method);
    t.equal(all.status, 200, '* is enough everywhere');
    t.equal((await call(gateway, path, {}, method)).status, needed === null ? 200 : 401, 'no key');
    t.equal((await call(gateway, path, {}, 'PATCH')).status, 405);
  }
  const head = await call(
    gateway,
    `/api/v1/chatmessage/${flow}`,
    { 'x-api-key': gateway.addKey({ scope: 'logs:view' }) },
    'HEAD',
  );
  t.equal(head.status, 200, 'HEAD goes where GET goes');
  t.equal((await call(gateway, `/api/v1/chatmessage/${flow}`, {}, 'HEAD')).status, 401);
});

t.test('public flows', async (t) => {
  const { gateway, origin } = await setUp(t);
  const open = gateway.addFlow({ baseUrl: origin.url, public: true });
  const closed = gateway.addFlow({ baseUrl: origin.url });
  const path = `/api/v1/prediction/${open}`;
  t.equal((await call(gateway, path)).status, 200, 'need no key on the prediction route');
  t.equal((await call(gateway, path, { authorization: 'Basic dTpw' })).status, 200);
  t.equal((await call(gateway, path, { 'x-api-key': 'nobody' })).status, 401, 'but a key that is sent is judged');
  t.equal((await call(gateway, path, { 'x-api-key': gateway.addKey({ scope: 'logs:view' }) })).status, 403);
  t.equal((await call(gateway, path, { 'x-api-key': gateway.addKey() })).status, 200);
  t.equal((await call(gateway, `/api/v1/internal-prediction/${open}`)).status, 401, 'nowhere else');
  t.equal((await call(gateway, `/api/v1/vector/upsert/${open}`)).status, 401);
  t.equal((await call(gateway, `/api/v1/prediction/${closed}`)).status, 401);
  t.equal((await call(gateway, '/api/v1/prediction/nowhere')).status, 401, 'strangers do not learn which flows exist');
  gateway.addFlow({ id: open, baseUrl: origin.url, public: true, workspaceId: OTHER_WORKSPACE });
  const fresh = gateway.addFlow({ baseUrl: origin.url, public: true });
  gateway.addFlow({ id: fresh, baseUrl: origin.url, public: true, workspaceId: OTHER_WORKSPACE });
  t.equal((await call(gateway, `/api/v1/prediction/${fresh}`)).status, 401, 'in two workspaces it is nobody’s');
});

t.test('bare routes never look at a token', async (t) => {
  const { gateway, origin, flow } = await setUp(t);
  const path = `/api/v1/chatflows-streaming/${flow}`;
  t.equal((await call(gateway, path, {}, 'GET')).status, 200);
  t.equal((await call(gateway, path, { authorization: 'Bearer nobody' }, 'GET')).status, 200);
  t.notMatch(JSON.stringify(origin.requests.at(-1)?.rawHeaders), 'nobody', 'nor pass one on');
  t.notOk(
    gateway.keyManagement.questions.some(({ path }) => path.includes('introspect')),
    'nor have it checked',
  );
  t.equal((await call(gateway, '/api/v1/chatflows-streaming/nowhere', {}, 'GET')).status, 404, 'registered flows only');
  const twice = gateway.addFlow({ baseUrl: origin.url });
  gateway.addFlow({ id: twice, baseUrl: origin.url, workspaceId: OTHER_WORKSPACE });
  t.equal(
    (await call(gateway, `/api/v1/public-chatbotConfig/${twice}`, {}, 'GET')).status,
    404,
    'in one workspace only',
  );
});

t.test('the same flow id in several workspaces: the key says which', async (t) => {
  const { gateway } = await setUp(t);
  const first = await startOrigin(t, (_received, response) => response.end('first'));
  const second = await startOrigin(t, (_received, response) => response.end('second'));
  const flow = gateway.addFlow({ baseUrl: first.url, workspaceId: WORKSPACE });
  gateway.addFlow({ id: flow, baseUrl: second.url, workspaceId: OTHER_WORKSPACE });
  const alone = gateway.addFlow({ baseUrl: second.url, workspaceId: OTHER_WORKSPACE });
  const path = `/api/v1/prediction/${flow}`;
  t.equal((await call(gateway, path, { 'x-api-key': gateway.addKey() })).text, 'first');
  const other = { 'x-api-key': gateway.addKey({ keyward: { workspaceId: OTHER_WORKSPACE } }) };
  t.equal((await call(gateway, path, other)).text, 'second');
  const wide = { 'x-api-key': gateway.addKey({ keyward: { workspaceId: null } }) };
  t.equal((await call(gateway, path, wide)).status, 404, 'an organization-wide key does not');
  t.equal((await call(gateway, `/api/v1/prediction/${alone}`, wide)).text, 'second', 'but fits each workspace');
  const stranger = {
    'x-api-key': gateway.addKey({ keyward: { workspaceId: null, organizationId: 'organization0002' } }),
  };
  t.equal((await call(gateway, `/api/v1/prediction/${alone}`, stranger)).status, 404);
});

t.test('browsers ask before they call', async (t) => {
  const { gateway, flow } = await setUp(t);
  const origin = { origin: 'https://shop.example' };
  const ask = (path: string, method: string) =>
    call(gateway, path, { ...origin, 'access-control-request-method': method }, 'OPTIONS');
  const path = `/api/v1/prediction/${flow}`;
  t.equal(
    (await ask(path, 'POST')).text,
    `OPTIONS ${path}`,
    'a preflight carries no key, and the flow server answers it',
  );
  t.equal((await ask(path, 'DELETE')).status, 405);
  t.equal((await ask('/api/v1/prediction/nowhere', 'POST')).status, 404);
  t.equal((await call(gateway, path, origin, 'OPTIONS')).status, 405, 'OPTIONS alone is none');
  t.equal((await call(gateway, path, {}, 'OPTIONS')).status, 405);
});

t.test('rights are judged anew for each request, keys are asked about once', async (t) => {
  const { gateway, flow } = await setUp(t);
  const soon = gateway.addKey({ exp: Math.floor(Date.now() / 1000) + 2 });
  const path = `/api/v1/prediction/${flow}`;
  t.equal((await call(gateway, path, { 'x-api-key': soon })).status, 200);
  const asked = gateway.keyManagement.questions.length;
  for (let at = 0; at < 5; at++) t.equal((await call(gateway, path, { 'x-api-key': soon })).status, 200);
  t.equal(gateway.keyManagement.questions.length, asked);
  await new Promise((resolve) => setTimeout(resolve, 2100));
  t.equal((await call(gateway, path, { 'x-api-key': soon })).status, 401, 'it expires while it is remembered');
  t.equal(gateway.keyManagement.questions.length, asked);
});
