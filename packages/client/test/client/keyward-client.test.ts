import t from 'tap';
import { ConnectionError, createKeywardClient, type ImportOptions, importKeys, ProblemError } from '../../src/index.ts';
import { answeringServer, breakOff, hangUp, json } from '../fixtures/answering-server.ts';

const WORKSPACE = { workspaceId: 'W7c2YpM1bCdEfGhI' };
const KEYS = '/v1/workspaces/{workspaceId}/api-keys';
const PROBLEM = {
  type: '/problems/key-name-taken',
  title: 'The name is taken',
  status: 409,
  detail: 'A live key has it.',
  instance: 'request-1',
  errors: [{ pointer: '/name', detail: 'is taken' }, 'no field error'],
  scope: 'own member',
};

t.test('a write that finds nobody is repeated, under one Idempotency-Key', async (t) => {
  const { url, received } = await answeringServer(t, [
    hangUp,
    json(503, {}),
    breakOff('{"id":'),
    json(201, { id: 'k' }),
  ]);
  const keyward = createKeywardClient({ url: `${url}/`, token: 'secret' });
  t.match(await keyward.post(KEYS, { path: WORKSPACE, body: { name: 'Web' } }), { id: 'k' });
  t.equal(received.length, 4);
  const keys = new Set(received.map(({ headers }) => headers['idempotency-key']));
  t.equal(keys.size, 1);
  t.match([...keys][0], /^[0-9a-f]{32}$/);
  t.match(received[3], {
    method: 'POST',
    path: `/v1/workspaces/${WORKSPACE.workspaceId}/api-keys`,
    headers: { authorization: 'Bearer secret', 'content-type': 'application/json' },
    body: '{"name":"Web"}',
  });
  await keyward.post(KEYS, { path: WORKSPACE, body: {} });
  t.not(received[4]?.headers['idempotency-key'], received[3]?.headers['idempotency-key'], 'another call, another key');
});

t.test('what sends the requests may be another, which is repeated as well', async (t) => {
  const sent: string[] = [];
  const keyward = createKeywardClient({
    url: 'http://keyward.test',
    async fetch(url, { method }) {
      sent.push(`${method} ${url}`);
      return sent.length === 1 ? Response.json({}, { status: 503 }) : Response.json({ id: 'me' });
    },
  });
  t.same(await keyward.get('/v1/me'), { id: 'me' });
  t.same(sent, ['GET http://keyward.test/v1/me', 'GET http://keyward.test/v1/me']);
});

t.test('refusals are typed errors, and are not repeated', async (t) => {
  const { url, received } = await answeringServer(t, [json(409, PROBLEM), json(500, 'no document')]);
  const keyward = createKeywardClient({ url, token: 'secret' });
  const refused = await t.rejects(keyward.post(KEYS, { path: WORKSPACE, body: {} }));
  t.ok(refused instanceof ProblemError);
  t.match(refused, {
    type: '/problems/key-name-taken',
    status: 409,
    title: 'The name is taken',
    message: 'A live key has it.',
    instance: 'request-1',
    errors: [{ pointer: '/name', detail: 'is taken' }],
    document: { scope: 'own member' },
  });
  t.equal(Object(refused).errors.length, 1);
  const broken = await t.rejects(keyward.get('/v1/me'));
  t.match(broken, { type: 'about:blank', status: 500 });
  t.ok(broken instanceof ProblemError);
  t.equal(received.length, 2);
});

t.test('attempts are bounded, in number and in time', async (t) => {
  const { url, received } = await answeringServer(t, [json(503, PROBLEM)]);
  const keyward = createKeywardClient({ url, token: 'secret', attempts: 3 });
  t.ok((await t.rejects(keyward.get('/v1/me'))) instanceof ProblemError);
  t.equal(received.length, 3);

  const silent = await answeringServer(t, [() => undefined]);
  const waiting = createKeywardClient({ url: silent.url, token: 'secret', attempts: 2 });
  const error = await t.rejects(waiting.get('/v1/me', { timeoutMs: 50 }));
  t.ok(error instanceof ConnectionError);
  t.match(error, { message: /does not answer: it took too long/ });
  t.equal(silent.received.length, 2);
});

t.test('a signal ends a call, also in a pause', async (t) => {
  const { url, received } = await answeringServer(t, [json(503, {}, { 'retry-after': '9' })]);
  const keyward = createKeywardClient({ url, token: 'secret' });
  const begun = performance.now();
  await t.rejects(keyward.get('/v1/me', { signal: AbortSignal.timeout(100) }), { name: 'TimeoutError' });
  t.ok(performance.now() - begun < 5_000);
  t.equal(received.length, 1);
});

t.test('a list goes from page to page as it is read', async (t) => {
  const page = (ids: string[], nextCursor: string | null) =>
    json(200, { items: ids.map((id) => ({ id })), nextCursor });
  const { url, received } = await answeringServer(t, [page(['a', 'b'], 'two'), page([], 'three'), page(['c'], null)]);
  const keyward = createKeywardClient({ url, token: () => Promise.resolve('made anew') });
  const seen: string[] = [];
  for await (const { id } of keyward.list(KEYS, { path: WORKSPACE, query: { tag: 'a&b', limit: 2 } })) {
    if (seen.length === 1) t.equal(received.length, 1, 'the next page is not asked for before it is needed');
    seen.push(id);
  }
  t.same(seen, ['a', 'b', 'c']);
  t.same(
    received.map(({ path }) => path.split('?')[1]),
    ['limit=2&tag=a%26b', 'limit=2&tag=a%26b&cursor=two', 'limit=2&tag=a%26b&cursor=three'],
  );
  t.equal(received[0]?.headers.authorization, 'Bearer made anew');
});

t.test('a token goes nowhere else: no redirect is followed, no id changes the path', async (t) => {
  const elsewhere = await answeringServer(t, [json(200, {})]);
  const { url, received } = await answeringServer(t, [
    (response) => response.writeHead(307, { location: `${elsewhere.url}/v1/me` }).end(),
    json(200, {}),
  ]);
  const keyward = createKeywardClient({ url, token: 'secret' });
  t.match(await t.rejects(keyward.get('/v1/me')), { status: 307 });
  t.equal(elsewhere.received.length, 0);
  for (const workspaceId of ['..', '.', '']) {
    await t.rejects(keyward.get('/v1/workspaces/{workspaceId}', { path: { workspaceId } }), TypeError);
  }
  await keyward.get('/v1/workspaces/{workspaceId}', { path: { workspaceId: '../me?x=#' } });
  t.equal(received[1]?.path, '/v1/workspaces/..%2Fme%3Fx%3D%23');
  t.equal(received.length, 2);
});

t.test('an import', async (t) => {
  const result = { importId: 'i', mode: 'add-new', dryRun: false, added: 1, overwritten: 0, skipped: 0, revoked: 0 };
  const lines = (...values: unknown[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('');
  const progress = { progress: { phase: 'hashing', done: 1, total: 2 } };
  const options: ImportOptions = { ...WORKSPACE, file: [{ name: 'Web' }], mode: 'add-new' };

  await t.test('tells its progress, and is asked for again where the answer breaks off', async (t) => {
    const { url, received } = await answeringServer(t, [
      breakOff(lines(progress)),
      (response) => response.end(lines(progress, { ...result, keys: [] })),
    ]);
    const told: unknown[] = [];
    const keyward = createKeywardClient({ url, token: 'secret' });
    const answer = await importKeys(keyward, { ...options, onProgress: (at) => void told.push(at) });
    t.match(answer, { importId: 'i', added: 1 });
    t.same(told, [progress.progress, progress.progress]);
    t.equal(received[0]?.headers['idempotency-key'], received[1]?.headers['idempotency-key']);
    t.match(received[0], { path: /import\?mode=add-new&dryRun=false$/, headers: { accept: 'application/x-ndjson' } });
  });

  await t.test('that is refused after it began is a refusal', async (t) => {
    const { url, received } = await answeringServer(t, [
      (response) => response.end(lines(progress, { problem: { ...PROBLEM, status: 422 } })),
    ]);
    const error = await t.rejects(importKeys(createKeywardClient({ url, token: 'secret' }), options));
    t.match(error, { status: 422, errors: [{ pointer: '/name' }] });
    t.equal(received.length, 1);
  });
});
