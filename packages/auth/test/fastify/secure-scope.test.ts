import swagger from '@fastify/swagger';
import {
  type ClientKey,
  createKeyManagementConnection,
  createVerifier,
  mintToken,
  PROBLEMS,
  ProblemError,
} from '@keyward/auth';
import {
  bearerSecurityScheme,
  keywardAuth,
  problemResponse,
  problemResponses,
  requireClientKey,
  secureScope,
} from '@keyward/auth/fastify';
import { aLease, anIntrospectionAnswer, startIntrospectionServer } from '@keyward/auth/testing';
import Fastify, { type FastifyInstance } from 'fastify';
import t, { type Test } from 'tap';

async function withOpenApi(app: FastifyInstance) {
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', components: { securitySchemes: { bearer: bearerSecurityScheme } } },
  });
  await app.register(problemResponses);
}

const guard = async () => {
  throw new ProblemError(PROBLEMS.missingToken);
};

t.test('one call guards a scope and says so in OpenAPI', async (t) => {
  const app = Fastify();
  t.teardown(() => app.close());
  await withOpenApi(app);
  await app.register(async (scope) => {
    secureScope(scope, { guard, responses: { 409: problemResponse(scope, 'Taken.') } });
    scope.get('/guarded', async () => 'in');
    const response = { 200: { type: 'string' }, 403: problemResponse(scope, 'Its own.') };
    scope.post('/guarded', { schema: { operationId: 'post', response } }, async () => 'in');
    await scope.register(async (inner) => {
      inner.get('/guarded/inner', async () => 'in');
    });
  });
  app.get('/open', async () => 'open');
  await app.ready();

  for (const [method, url] of [
    ['GET', '/guarded'],
    ['HEAD', '/guarded'],
    ['POST', '/guarded'],
    ['GET', '/guarded/inner'],
  ] as const) {
    const response = await app.inject({ method, url });
    t.equal(response.statusCode, 401, `${method} ${url}`);
    t.equal(response.headers['www-authenticate'], 'Bearer realm="keyward"');
  }
  t.equal((await app.inject('/open')).statusCode, 200);

  const problem = { 'application/problem+json': { schema: { $ref: /^#\/components\/schemas\// } } };
  const guarded = { security: [{ bearer: [] }], responses: { 401: { content: problem }, 403: {}, 409: {} } };
  const document = app.swagger();
  t.match(document, {
    paths: {
      '/guarded': {
        get: guarded,
        post: { ...guarded, operationId: 'post', responses: { 200: {}, 403: { description: 'Its own.' } } },
      },
      '/guarded/inner': { get: guarded },
    },
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
  });
  t.notMatch(document, { paths: { '/open': { get: { security: Array } } } });
  t.equal(
    JSON.stringify(document).split('JSON pointer to the field').length,
    2,
    'the schema of a problem is there once',
  );
});

t.test('the guard comes before the body is read', async (t) => {
  const app = Fastify();
  t.teardown(() => app.close());
  await app.register(problemResponses);
  await app.register(async (scope) => {
    secureScope(scope, { guard });
    scope.post('/guarded', { schema: { body: { type: 'object' } } }, async () => 'in');
  });
  const headers = { 'content-type': 'application/json' };
  t.equal((await app.inject({ method: 'POST', url: '/guarded', headers, body: '{broken' })).statusCode, 401);
});

async function setUpService(t: Test, options: { allowQueryToken?: boolean } = {}) {
  const server = await startIntrospectionServer(({ form }) => answers.get(form.get('token') ?? '') ?? unknown);
  const unknown = { body: { active: false, keyward: { reason: 'unknown', revision: 1 } } };
  const answers = new Map<string, { status?: number; body?: unknown }>();
  const verifier = createVerifier({
    connection: createKeyManagementConnection({ url: server.url, serviceKey: 'kw_svc_x' }),
    lease: aLease(),
  });
  const app = Fastify();
  await withOpenApi(app);
  await app.register(keywardAuth, { verifier, ...options });
  let caller: ClientKey | null = null;
  await app.register(async (scope) => {
    requireClientKey(scope, { permission: 'logs:view' });
    scope.get('/logs', async (request) => {
      caller = request.clientKey;
      return 'in';
    });
  });
  app.get('/open', async (request) => (request.clientKey === null ? 'nobody' : 'somebody'));
  t.teardown(async () => {
    await app.close();
    await verifier.close();
    await server.close();
  });
  const aToken = (answer: Parameters<typeof anIntrospectionAnswer>[0]) => {
    const { token, id } = mintToken('api');
    answers.set(token, { body: anIntrospectionAnswer({ client_id: id, ...answer }) });
    return { token, id };
  };
  const get = async (headers: Record<string, string>, url = '/logs') => {
    const response = await app.inject({ url, headers });
    return { status: response.statusCode, type: response.json === undefined ? '' : typeOf(response.body), response };
  };
  return { app, aToken, get, answers, caller: () => caller };
}

function typeOf(body: string): string {
  return body.startsWith('{') ? JSON.parse(body).type : '';
}

t.test('any service can ask for a client key with a permission', async (t) => {
  const { app, aToken, get, answers, caller } = await setUpService(t);
  const { token, id } = aToken({ scope: 'logs:view' });
  for (const headers of [{ authorization: `Bearer ${token}` }, { authorization: token }, { 'x-api-key': token }]) {
    t.match(await get(headers), { status: 200 });
  }
  t.equal(caller()?.id, id);
  t.equal((await app.inject('/open')).body, 'nobody');

  const bearer = (text: string) => ({ authorization: `Bearer ${text}` });
  t.match(await get({}), { status: 401, type: '/problems/missing-token' });
  t.match(await get(bearer(mintToken('api').token)), { status: 401, type: '/problems/invalid-token' });
  t.match(await get(bearer('kw_api_x')), { status: 401, type: '/problems/invalid-token' });
  t.match(await get(bearer(aToken({ scope: 'logs:view', exp: 1 }).token)), {
    status: 401,
    type: '/problems/invalid-token',
  });
  t.match(await get(bearer(aToken({ scope: '*', keyward: { kind: 'gw' } }).token)), { status: 401 });
  const narrow = await get(bearer(aToken({ scope: 'flows:execute' }).token));
  t.match(narrow, { status: 403, type: '/problems/insufficient-scope' });
  t.match(narrow.response.headers['www-authenticate'], 'scope="logs:view"');
  const elsewhere = aToken({ scope: 'logs:view', keyward: { allowedIps: ['192.0.2.1'] } });
  t.match(await get(bearer(elsewhere.token)), { status: 403, type: '/problems/address-not-allowed' });
  t.match(await get({ ...bearer(token), 'x-api-key': 'other' }), {
    status: 400,
    type: '/problems/ambiguous-credentials',
  });

  const other = mintToken('api').token;
  answers.set(other, { status: 500 });
  const away = await get(bearer(other));
  t.match(away, { status: 503, type: '/problems/verifier-unavailable' });
  t.equal(away.response.headers['retry-after'], '1');

  t.match(app.swagger(), { paths: { '/logs': { get: { security: [{ bearer: [] }] } } } });
});

t.test('a token in the query counts only where that is allowed', async (t) => {
  for (const allowQueryToken of [false, true]) {
    const { aToken, get } = await setUpService(t, { allowQueryToken });
    const { token } = aToken({ scope: 'logs:view' });
    t.match(await get({}, `/logs?api_key=${token}`), { status: allowQueryToken ? 200 : 401 });
  }
});
