import { once } from 'node:events';
import { createServer } from 'node:net';
import { PROBLEMS, ProblemError } from '@keyward/auth';
import { frameworkErrors, genReqId, problemResponses } from '@keyward/auth/fastify';
import { rawRequest } from '@keyward/auth/testing';
import Fastify, { type FastifyInstance, type InjectOptions } from 'fastify';
import t, { type Test } from 'tap';

const CANARY = 'canary-secret';

interface LogLine {
  level: number;
  msg: string;
  problem?: string;
  failure?: { name: string; code?: string; message: string; at: string[]; cause?: { message: string } };
}

async function setUp(t: Test) {
  const log: LogLine[] = [];
  const extend = (document: object) => ({ ...document, message: 'for old clients' });
  const app = Fastify({
    logger: { level: 'info', stream: { write: (line: string) => void log.push(JSON.parse(line)) } },
    disableRequestLogging: true,
    bodyLimit: 1000,
    genReqId: genReqId(),
    frameworkErrors: frameworkErrors({ extend }),
    routerOptions: { maxParamLength: 20 },
  });
  await app.register(problemResponses, { extend });
  app.post('/body', async () => 'ok');
  app.get('/things/:id', async () => 'ok');
  app.get('/problem', async () => {
    throw new ProblemError(PROBLEMS.insufficientScope, {
      detail: 'The key lacks the permission logs:view.',
      members: { scope: 'logs:view' },
      cause: new Error(CANARY),
    });
  });
  app.get('/broken', async () => {
    const query = Object.assign(new Error(`Failed query: select $1 params: ${CANARY}`), {
      query: '…',
      params: [CANARY],
    });
    const pg = Object.assign(new Error('duplicate key value'), { code: '23505', detail: `Key (hash)=(${CANARY})` });
    throw Object.assign(query, { cause: pg });
  });
  app.get('/thrown-text', async () => Promise.reject(CANARY));
  app.get('/away', async () => {
    const cause = new Error('connect ECONNREFUSED');
    throw new ProblemError(PROBLEMS.verifierUnavailable, { headers: { 'retry-after': '1' }, cause });
  });
  app.get('/teapot', async () => {
    throw Object.assign(new Error(CANARY), { statusCode: 418 });
  });
  app.get('/unavailable', async () => {
    throw Object.assign(new Error(CANARY), { statusCode: 503 });
  });
  t.teardown(() => app.close());
  return { app, log };
}

async function refusalOf(app: FastifyInstance, request: string | InjectOptions) {
  const response = await app.inject(request);
  return { response, document: response.json(), status: response.statusCode, headers: response.headers };
}

t.test('every refusal is a problem document with the id of its request', async (t) => {
  const { app } = await setUp(t);
  const json = { 'content-type': 'application/json' };
  const post = (body: string, headers: Record<string, string> = json) =>
    ({ method: 'POST', url: '/body', headers, body }) as const;
  const cases: [string, string | InjectOptions, string, number][] = [
    ['unknown path', '/nothing/here', '/problems/not-found', 404],
    ['unknown method', { method: 'DELETE', url: '/body' }, '/problems/not-found', 404],
    ['broken escape in the path', '/things/%zz', '/problems/invalid-request', 400],
    ['long parameter', `/things/${'a'.repeat(21)}`, '/problems/uri-too-long', 414],
    ['broken JSON', post(`{"a": ${CANARY}`), '/problems/invalid-request', 400],
    ['empty JSON', post(''), '/problems/invalid-request', 400],
    ['__proto__', post('{"__proto__": {"admin": true}}'), '/problems/invalid-request', 400],
    ['constructor.prototype', post('{"constructor": {"prototype": {}}}'), '/problems/invalid-request', 400],
    ['too long a body', post(JSON.stringify('x'.repeat(2000))), '/problems/body-too-large', 413],
    ['another media type', post('a', { 'content-type': CANARY }), '/problems/unsupported-media-type', 415],
    ['no media type', post('<a>', { 'content-type': 'text/xml' }), '/problems/unsupported-media-type', 415],
    ['a problem', '/problem', '/problems/insufficient-scope', 403],
    ['an error', '/broken', '/problems/internal-error', 500],
    ['no error', '/thrown-text', '/problems/internal-error', 500],
    ['unavailable', '/away', '/problems/verifier-unavailable', 503],
    ["a plugin's 503", '/unavailable', '/problems/service-unavailable', 503],
    ["a plugin's 418", '/teapot', 'about:blank', 418],
  ];
  for (const [name, request, type, status] of cases) {
    const refusal = await refusalOf(app, request);
    t.equal(refusal.headers['content-type'], 'application/problem+json; charset=utf-8', name);
    t.equal(refusal.status, status, name);
    t.match(refusal.document, { type, status, title: String, detail: String, message: 'for old clients' }, name);
    t.equal(refusal.headers['x-request-id'], refusal.document.instance, name);
    t.not(refusal.document.instance, '');
    t.notMatch(refusal.response.body, CANARY, name);
  }
});

t.test('headers that a problem is due come with it', async (t) => {
  const { app } = await setUp(t);
  const { headers } = await refusalOf(app, '/problem');
  t.match(headers['www-authenticate'], 'error="insufficient_scope"');
  t.match(headers['www-authenticate'], 'scope="logs:view"');
  t.equal((await refusalOf(app, '/away')).headers['retry-after'], '1');
});

t.test('the log has the reason of a failure, never a value', async (t) => {
  const { app, log } = await setUp(t);
  await app.inject('/broken');
  t.match(log.at(-1), {
    level: 50,
    problem: '/problems/internal-error',
    failure: {
      message: 'a database query failed',
      at: /problem-responses\.test\.ts/,
      cause: { message: 'duplicate key value', code: '23505' },
    },
  });
  await app.inject('/away');
  t.match(log.at(-1), { level: 50, failure: { message: 'connect ECONNREFUSED' } });
  await app.inject('/thrown-text');
  await app.inject({
    method: 'POST',
    url: '/body',
    headers: { 'content-type': 'application/json' },
    body: `{${CANARY}`,
  });
  t.match(log.at(-1), { level: 30, problem: '/problems/invalid-request' });
  await app.inject('/problem');
  await app.inject(`/things/%zz?api_key=${CANARY}`);
  t.notMatch(JSON.stringify(log), CANARY);
});

t.test('every other answer has the id of its request too', async (t) => {
  const { app } = await setUp(t);
  const ids = await Promise.all(
    ['/things/a', '/things/b'].map(async (url) => (await app.inject(url)).headers['x-request-id']),
  );
  t.ok(ids.every((id) => typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id)));
  t.not(ids[0], ids[1]);
});

t.test("the id of a request is the peer's only if the peer may name it", async (t) => {
  const from = (header: string | string[] | undefined, trusted: boolean) =>
    genReqId(() => trusted)({ headers: { 'x-request-id': header }, socket: { remoteAddress: '192.0.2.1' } } as never);
  t.equal(from('abc-1_2.Z', true), 'abc-1_2.Z');
  t.equal(from('a'.repeat(128), true), 'a'.repeat(128));
  for (const header of ['', 'a'.repeat(129), 'a b', 'a\n', 'é', '<x>', 'a, b']) t.not(from(header, true), header);
  t.not(from('abc', false), 'abc');
  t.not(genReqId()({ headers: { 'x-request-id': 'abc' }, socket: { remoteAddress: '127.0.0.1' } } as never), 'abc');
  t.not(from(undefined, true), from(undefined, true));

  const asked: string[] = [];
  const app = Fastify({ genReqId: genReqId((address) => asked.push(address) > 0) });
  await app.register(problemResponses);
  t.teardown(() => app.close());
  t.equal(
    (await app.inject({ url: '/', headers: { 'x-request-id': 'from-proxy' } })).headers['x-request-id'],
    'from-proxy',
  );
  t.strictSame(asked, ['127.0.0.1']);
});

t.test('raw requests come back whole, or as an error', async (t) => {
  const server = createServer((socket) => socket.end('one\r\n')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  t.equal(await rawRequest(port, 'x'), 'one\r\n');
  server.close();
  await t.rejects(rawRequest(port, 'x'));
});
