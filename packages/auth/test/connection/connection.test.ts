import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { createKeyManagementConnection, ProblemError } from '@keyward/auth';
import { type Answerer, startIntrospectionServer } from '@keyward/auth/testing';
import t, { type Test } from 'tap';
import { Type } from 'typebox';

const Answer = Type.Object({ found: Type.Boolean() });
const SERVICE_KEY = 'kw_svc_canary';

type Options = Partial<Parameters<typeof createKeyManagementConnection>[0]>;

async function setUp(t: Test, answerer: Answerer, options: Options = {}) {
  const server = await startIntrospectionServer(answerer);
  const url = server.url + (options.url ?? '');
  const connection = createKeyManagementConnection({ serviceKey: SERVICE_KEY, timeoutMs: 500, ...options, url });
  t.teardown(async () => {
    await connection.close();
    await server.close();
  });
  return { server, connection };
}

function isUnavailable(error: unknown): boolean {
  return (
    error instanceof ProblemError &&
    error.problem.type === '/problems/verifier-unavailable' &&
    error.problem.status === 503 &&
    error.headers['retry-after'] === '1' &&
    error.cause instanceof Error
  );
}

t.test('a question goes out under the service key, and its answer is typed by its schema', async (t) => {
  const { server, connection } = await setUp(t, () => ({ body: { found: true } }), { url: '/base/' });
  t.strictSame(await connection.get('/flows/a?workspaceId=b', Answer), { found: true });
  const token = 'a+b/c=&d é';
  t.strictSame(await connection.postForm('/oauth2/introspect', { token }, Answer), { found: true });

  const [first, second] = server.questions;
  t.match(first, { method: 'GET', path: '/base/flows/a?workspaceId=b', authorization: `Bearer ${SERVICE_KEY}` });
  t.match(second, { method: 'POST', path: '/base/oauth2/introspect', authorization: `Bearer ${SERVICE_KEY}` });
  t.equal(second?.form.get('token'), token);
});

t.test('everything but a 200 that fits the schema is unavailability', async (t) => {
  const { server, connection } = await setUp(t, () => ({}));
  const answers: [string, ReturnType<Answerer>][] = [
    ['500', { status: 500, body: { found: true } }],
    ['401', { status: 401, body: { found: true } }],
    ['201', { status: 201, body: { found: true } }],
    ['204', { status: 204 }],
    ['302', { status: 302, body: { found: true } }],
    ['nothing', { body: '' }],
    ['no JSON', { body: '<html>kw_api_canary</html>' }],
    ['half of it', { body: '{"found": true' }],
    ['another type', { body: { found: 'true' } }],
    ['another shape', { body: [{ found: true }] }],
    ['null', { body: 'null' }],
    ['too much of it', { body: { found: true, padding: 'x'.repeat(1024 * 1024) } }],
    ['a broken connection', { reset: true }],
    ['too late', { body: { found: true }, delayMs: 700 }],
  ];
  for (const [name, answer] of answers) {
    server.answerWith(() => answer);
    const error = await connection.get('/flows/a?token=kw_api_canary', Answer).catch((thrown: unknown) => thrown);
    t.ok(isUnavailable(error), name);
    const told: string[] = [];
    for (let cause = error; cause instanceof Error; cause = cause.cause) told.push(cause.message, String(cause.stack));
    t.notMatch(told.join(), /canary/, 'and no secret is in the reason');
  }
  server.answerWith(() => ({ body: { found: true } }));
  t.strictSame(await connection.get('/', Answer), { found: true }, 'it heals by itself');
});

t.test('a server that is not there is unavailability', async (t) => {
  const connection = createKeyManagementConnection({ url: 'http://127.0.0.1:1', serviceKey: SERVICE_KEY });
  t.teardown(() => connection.close());
  t.ok(isUnavailable(await connection.get('/', Answer).catch((error: unknown) => error)));
});

t.test('a server that takes connections and says nothing costs the time limit, no more', async (t) => {
  const silent = createServer(() => {}).listen(0, '127.0.0.1');
  await new Promise((resolve) => silent.once('listening', resolve));
  const address = silent.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const connection = createKeyManagementConnection({
    url: `http://127.0.0.1:${port}`,
    serviceKey: SERVICE_KEY,
    timeoutMs: 300,
    maxConcurrent: 1,
  });
  const before = performance.now();
  const results = await Promise.allSettled(Array.from({ length: 10 }, () => connection.get('/', Answer)));
  const took = performance.now() - before;
  t.ok(results.every((result) => result.status === 'rejected' && isUnavailable(result.reason)));
  t.ok(took < 2000, `those that wait in line count their time too (${took} ms)`);
  await connection.close();
  silent.close();
});

t.test('a connection that was closed while idle is not a failure', async (t) => {
  let breaks = 1;
  const { server, connection } = await setUp(t, () =>
    breaks-- > 0 ? { reset: true as const } : { body: { found: true } },
  );
  t.strictSame(await connection.get('/', Answer), { found: true });
  t.equal(server.questions.length, 2, 'asked once more');
});

t.test('no more than so many questions are under way or waiting', async (t) => {
  const { server, connection } = await setUp(
    t,
    async () => {
      await delay(50);
      return { body: { found: true } };
    },
    { maxConcurrent: 3, maxQueued: 4 },
  );
  const settled: boolean[] = [];
  const question = () =>
    connection.get('/', Answer).then(
      () => settled.push(true),
      (error) => settled.push(!isUnavailable(error)),
    );
  await Promise.all(Array.from({ length: 20 }, question));
  t.strictSame(
    settled,
    Array.from({ length: 20 }, (_, index) => index >= 13),
    'what finds no room is refused at once',
  );
  t.equal(server.questions.length, 7);
  t.equal(server.mostAtOnce, 3);
  t.strictSame(await connection.get('/', Answer), { found: true }, 'afterwards there is room again');
});
