import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { createHttpFeedTransport, createLeaseKeeper, createRunningRequests } from '@keyward/auth';
import t, { type Test } from 'tap';

const SERVICE_KEY = 'kw_svc_canary';
const GRANT = { leaseId: 'lease-1', ttlMs: 10_000, epoch: 'e', revision: 10 };

interface Received {
  readonly call: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
  readonly response: ServerResponse;
  closed: boolean;
}

/** A key-management on a real socket that leaves each call to the test. */
async function setUp(t: Test, options: { staleMs?: number; answer?: (received: Received) => void } = {}) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const call = {
      call: `${request.method} ${request.url}`,
      headers: request.headers,
      body: text === '' ? undefined : JSON.parse(text),
      response,
      closed: false,
    };
    response.once('close', () => {
      call.closed = true;
    });
    received.push(call);
    options.answer?.(call);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/base/`;
  const { staleMs } = options;
  const transport = createHttpFeedTransport({
    url,
    serviceKey: SERVICE_KEY,
    ...(staleMs !== undefined && { staleMs }),
  });
  t.teardown(async () => {
    server.closeAllConnections();
    server.close();
    await transport.close();
  });
  return { server, transport, received };
}

/** Answers every call the same. */
const always =
  (status: number, body: unknown) =>
  ({ response }: Received): void => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };

const until = async (condition: () => boolean): Promise<void> => {
  for (let waited = 0; waited < 2_000 && !condition(); waited += 5) await delay(5);
};

const never = new AbortController().signal;

t.test('the calls and their answers', async (t) => {
  const answers = new Map<string, [number, unknown]>([
    ['POST /base/internal/v1/leases', [201, GRANT]],
    [
      'POST /base/internal/v1/leases/lease-1/poll',
      [200, { revision: 11, changes: [{ revision: 11, entity: 'key', entityId: 'k', workspaceId: null }] }],
    ],
    ['POST /base/internal/v1/leases/lease-2/poll', [200, { revision: 40, reset: true }]],
    ['DELETE /base/internal/v1/leases/lease-1', [204, '']],
  ]);
  const { transport, received } = await setUp(t, {
    staleMs: 300_000,
    answer: (call) => always(...(answers.get(call.call) ?? [404, {}]))(call),
  });
  t.strictSame(await transport.createLease(never), GRANT);
  t.match(await transport.poll('lease-1', 10, never), { revision: 11, changes: [{ entity: 'key', entityId: 'k' }] });
  t.strictSame(await transport.poll('lease-2', 11, never), { revision: 40, reset: true });
  await transport.releaseLease('lease-1');
  t.strictSame(
    received.map(({ call, body }) => [call, body]),
    [
      ['POST /base/internal/v1/leases', { staleMs: 300_000 }],
      ['POST /base/internal/v1/leases/lease-1/poll', { revision: 10 }],
      ['POST /base/internal/v1/leases/lease-2/poll', { revision: 11 }],
      ['DELETE /base/internal/v1/leases/lease-1', undefined],
    ],
  );
  for (const { headers } of received) t.equal(headers.authorization, `Bearer ${SERVICE_KEY}`);
  for (const { headers } of received.slice(0, 3)) t.equal(headers['content-type'], 'application/json');
});

t.test('it is told that nothing is traded unless an operator did', async (t) => {
  const { transport, received } = await setUp(t, { answer: always(201, GRANT) });
  await transport.createLease(never);
  t.strictSame(received[0]?.body, { staleMs: 0 });
});

t.test('only 410 says that a lease is gone; everything else is no answer', async (t) => {
  let answer = always(410, { type: '/problems/lease-gone' });
  const { transport } = await setUp(t, { answer: (call) => answer(call) });
  t.equal(await transport.poll('lease-1', 10, never), undefined);
  const useless: [string, number, unknown][] = [
    ['500', 500, { revision: 10, changes: [] }],
    ['503', 503, ''],
    ['404', 404, {}],
    ['401', 401, {}],
    ['429', 429, {}],
    ['201', 201, { revision: 10, changes: [] }],
    ['204', 204, ''],
    ['nothing', 200, ''],
    ['half of it', 200, '{"revision": 10, "changes": ['],
    ['no revision', 200, { changes: [] }],
    ['a revision that is none', 200, { revision: '10', changes: [] }],
    ['changes that are none', 200, { revision: 11, changes: [{ revision: 11 }] }],
    ['a reset that is none', 200, { revision: 11, reset: 'true' }],
  ];
  for (const [name, status, body] of useless) {
    answer = always(status, body);
    const error = await transport.poll('lease-1', 10, never).catch((thrown: unknown) => thrown);
    t.ok(error instanceof Error, name);
    t.notMatch(String(error), /canary/);
  }
  answer = ({ response }) => response.destroy();
  await t.rejects(transport.poll('lease-1', 10, never), 'a broken connection');

  for (const [status, body] of [
    [410, {}],
    [500, {}],
    [200, GRANT],
    [201, { ...GRANT, ttlMs: 0 }],
    [201, { ...GRANT, leaseId: '' }],
    [201, { ...GRANT, revision: undefined }],
  ] as const) {
    answer = always(status, body);
    await t.rejects(transport.createLease(never), `${status} ${JSON.stringify(body)}`);
  }
});

t.test('a poll that is given up ends at key-management too, and others go on', async (t) => {
  const { transport, received } = await setUp(t);
  const abort = new AbortController();
  const waiting = transport.poll('lease-1', 10, abort.signal);
  await until(() => received.length === 1);
  const release = transport.releaseLease('lease-1');
  await until(() => received.length === 2);
  t.equal(received.length, 2, 'a poll that waits holds nothing else up');
  for (const call of received.slice(1)) always(204, '')(call);
  await release;

  t.notOk(received[0]?.closed);
  abort.abort();
  await t.rejects(waiting, { name: 'AbortError' });
  await until(() => received[0]?.closed === true);
  t.ok(received[0]?.closed);
  await t.rejects(transport.poll('lease-1', 10, abort.signal), { name: 'AbortError' }, 'given up before it began');
  t.equal(received.length, 2);
});

t.test('an answer that breaks off is none', async (t) => {
  const { transport, received } = await setUp(t);
  const waiting = transport.poll('lease-1', 10, never);
  await until(() => received.length === 1);
  const response = received[0]?.response;
  response?.writeHead(200, { 'content-type': 'application/json' });
  response?.write('{"revision": 10, "changes": []');
  await delay(10);
  response?.destroy();
  await t.rejects(waiting);
});

t.test('a keeper on it stops at once, also in the middle of a poll', async (t) => {
  const { transport, received } = await setUp(t, {
    answer(call) {
      if (call.call.endsWith('/leases')) always(201, GRANT)(call);
      if (call.call.startsWith('DELETE')) always(204, '')(call);
    },
  });
  const keeper = createLeaseKeeper({ transport, subscriber: createRunningRequests() });
  await keeper.start();
  t.ok(keeper.valid());
  await until(() => received.length === 2);
  const before = performance.now();
  await keeper.stop();
  await transport.close();
  t.ok(performance.now() - before < 1_000);
  t.match(
    received.map(({ call }) => call),
    [/^POST .*leases$/, /^POST .*lease-1\/poll$/, /^DELETE .*lease-1$/],
  );
});
