import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { mintToken } from '@keyward/auth';
import { anIntrospectionAnswer, leaseAnswer, startIntrospectionServer } from '@keyward/auth/testing';
import t from 'tap';
import { request } from 'undici';

import { eventually } from '../fixtures/eventually.ts';
import { startOrigin } from '../fixtures/origins.ts';
import { openRaw } from '../fixtures/raw-connection.ts';

// A stop that closes the port first loses requests that load balancers still send; one that waits for ever is killed,
// and loses all. So: readiness first, then what is under way may finish, then a bounded cut.

const MAIN = new URL('../../src/main.ts', import.meta.url).pathname;

async function startProcess(t: Parameters<typeof startOrigin>[0], grace: string) {
  const responses: ServerResponse[] = [];
  const origin = await startOrigin(t, (_request, response) => {
    responses.push(response);
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: one\n\n');
  });
  const keyManagement = await startIntrospectionServer((question) =>
    question.path === '/oauth2/introspect'
      ? { body: anIntrospectionAnswer() }
      : (leaseAnswer(question) ?? {
          body: {
            found: true,
            flow: { id: 'f', organizationId: 'organization0001', workspaceId: 'workspace0000001', public: false },
            upstream: { id: 'u', name: 'u', kind: 'flow-server', baseUrl: origin.url, credential: null },
            revision: 1,
          },
        }),
  );
  t.teardown(() => keyManagement.close());
  const child = spawn(process.execPath, [MAIN], {
    env: {
      PORT: '0',
      KEY_MANAGEMENT_URL: keyManagement.url,
      SERVICE_KEY: mintToken('svc').token,
      UPSTREAM_ALLOW: '127.0.0.1',
      SHUTDOWN_GRACE: grace,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.teardown(async () => child.kill('SIGKILL'));
  let log = '';
  child.stdout.on('data', (chunk) => {
    log += String(chunk);
  });
  await eventually(() => log.includes('listening at'));
  const port = Number(/listening at http:\/\/127\.0\.0\.1:(\d+)/.exec(log)?.[1]);
  const open = async () => {
    const client = await openRaw(port);
    client.socket.write('POST /api/v1/prediction/f HTTP/1.1\r\nHost: a\r\nX-API-Key: k\r\nContent-Length: 0\r\n\r\n');
    await client.until('data: one');
    return client;
  };
  const status = (path: string) =>
    request(`http://127.0.0.1:${port}${path}`).then(
      async ({ statusCode, body }) => {
        await body.dump();
        return statusCode;
      },
      () => 0,
    );
  await eventually(async () => (await status('/readyz')) === 200);
  return { child, responses, open, status, port, log: () => log };
}

t.test('a stream that ends in time is whole', async (t) => {
  const gateway = await startProcess(t, 'PT20S');
  const stream = await gateway.open();
  t.equal(await gateway.status('/readyz'), 200);
  t.equal(await gateway.status('/healthz'), 200);

  const start = performance.now();
  gateway.child.kill('SIGTERM');
  await eventually(() => gateway.log().includes('stopping'));
  t.equal(await gateway.status('/readyz'), 503, 'readiness first');
  t.equal(await gateway.status('/healthz'), 200, 'it lives all the same');
  const late = await gateway.open();
  t.match(late.received(), /\r\nConnection: close\r\n/i, 'who comes late is served, but not kept');
  gateway.responses[1]?.end();
  await late.closed();
  while ((await gateway.status('/healthz')) !== 0) await delay(50);
  t.ok(performance.now() - start < 6000, 'then nobody is let in any more');
  gateway.responses[0]?.write('data: two\n\n');
  await stream.until('data: two');
  gateway.responses[0]?.end();
  await stream.closed();
  t.match(stream.received(), /0\r\n\r\n$/, 'the stream ends as it should');
  const [code] = await once(gateway.child, 'exit');
  t.equal(code, 0);
});

t.test('a stream that does not end is cut', async (t) => {
  const gateway = await startProcess(t, '1');
  const stream = await gateway.open();
  const start = performance.now();
  gateway.child.kill('SIGTERM');
  const [code] = await once(gateway.child, 'exit');
  t.equal(code, 0);
  t.ok(performance.now() - start < 3000, 'within SHUTDOWN_GRACE');
  await stream.closed();
  t.notMatch(stream.received(), /0\r\n\r\n$/, 'and shows it');
  await eventually(() => gateway.responses[0]?.destroyed === true);
});

t.test('with nothing under way it stops at once', async (t) => {
  const gateway = await startProcess(t, 'PT20S');
  const idle = await gateway.open();
  gateway.responses[0]?.end();
  await idle.until('0\r\n\r\n');
  const start = performance.now();
  gateway.child.kill('SIGINT');
  await once(gateway.child, 'exit');
  t.ok(performance.now() - start < 1500, 'kept connections included');
});
