import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import t from 'tap';
import { request } from 'undici';

import { eventually } from '../fixtures/eventually.ts';
import { startOrigin } from '../fixtures/origins.ts';
import { openRaw } from '../fixtures/raw-connection.ts';
import { startGateway } from '../fixtures/start-gateway.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

// Slowloris: connections that send a byte now and then, in the headers or in the body, or nothing at all, until a server
// has none left for others. They are closed in bounded time, and others are served meanwhile.

t.test('slow clients', async (t) => {
  const aborted: string[] = [];
  const origin = await startOrigin(t, (received, response) => {
    received.on('error', () => aborted.push(received.url ?? ''));
    received.resume();
    received.on('end', () => response.end('ok'));
  });
  const gateway = await startGateway(
    t,
    {},
    {
      connectionLimits: { headersMs: 600, checkEveryMs: 100, keepAliveMs: 500 },
      timeLimits: { bodyWindowMs: 250 },
    },
  );
  const token = gateway.addKey();
  const flow = gateway.addFlow({ baseUrl: origin.url });
  const line = `POST /api/v1/prediction/${flow} HTTP/1.1\r\nHost: a\r\nX-API-Key: ${token}\r\n`;
  const start = performance.now();

  const silent = await openRaw(gateway.port);
  const slowHeaders = await openRaw(gateway.port);
  const slowBody = await openRaw(gateway.port);
  const slowChunks = await openRaw(gateway.port);
  const idle = await openRaw(gateway.port);
  const refusedBody = await openRaw(gateway.port);
  const verifyBody = await openRaw(gateway.port);
  const healthBody = await openRaw(gateway.port);
  slowHeaders.socket.write(line);
  slowBody.socket.write(`${line}Content-Length: 1000\r\n\r\n`);
  slowChunks.socket.write(`${line}Transfer-Encoding: chunked\r\n\r\n`);
  idle.socket.write(`${line}Content-Length: 0\r\n\r\n`);
  refusedBody.socket.write(`${line.replace(token, 'wrong')}Content-Length: 1000\r\n\r\n`);
  verifyBody.socket.write(
    `POST /auth/verify HTTP/1.1\r\nHost: a\r\nX-API-Key: ${token}\r\nContent-Length: 1000\r\n\r\n`,
  );
  healthBody.socket.write('GET /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n');
  const drip = setInterval(() => {
    slowHeaders.socket.write('X-A: b\r\n');
    for (const client of [slowBody, refusedBody, verifyBody, healthBody]) client.socket.write('x');
    slowChunks.socket.write('1\r\nx\r\n');
  }, 50);
  t.teardown(() => clearInterval(drip));

  const others = async () => {
    const answer = await request(`${gateway.url}/api/v1/prediction/${flow}`, {
      method: 'POST',
      headers: { 'x-api-key': token },
      body: '{}',
      // A kept connection may be closed just when it is used again.
      reset: true,
    });
    t.equal(answer.statusCode, 200, 'others are served');
    await answer.body.dump();
  };
  await others();
  await Promise.all([silent.closed(), slowHeaders.closed(), idle.closed()]);
  t.ok(performance.now() - start < 3000, 'silent, slow and idle connections are closed');
  t.match(slowHeaders.received(), /^HTTP\/1\.1 408 .*request-timeout/s);
  t.match(idle.received(), /^HTTP\/1\.1 200 /);

  await slowBody.until('HTTP/1.1 408 ');
  await slowChunks.until('HTTP/1.1 408 ');
  t.ok(performance.now() - start < 4000, 'slow bodies are given up');
  await eventually(() => aborted.length === 2);
  t.pass('and so are the calls to the upstream');
  await others();
  await Promise.all([slowBody, slowChunks, refusedBody, verifyBody, healthBody].map((client) => client.closed()));
  t.match(refusedBody.received(), /^HTTP\/1\.1 401 /);
  t.match(verifyBody.received(), /^HTTP\/1\.1 204 /, 'bodies where none is wanted, too');
  t.match(healthBody.received(), /^HTTP\/1\.1 200 /);
  t.ok(performance.now() - start < 12_000, 'the connections, too');
});

t.test('an idle connection keeps neither the token nor the answer of its last request', async (t) => {
  const origin = await startOrigin(t, (_received, response) => response.end('ok'));
  const gateway = await startGateway(t);
  const token = gateway.addKey();
  const flow = gateway.addFlow({ baseUrl: origin.url });
  const path = `/api/v1/prediction/${flow}`;
  // Not plain, so node's: what was plain is tested with its own connection.
  const head = `POST ${path} HTTP/1.1\r\nHost: a\r\nX-API-Key: ${token}\r\nTE: trailers\r\nContent-Length: 0\r\n\r\n`;
  const served: WeakRef<object>[] = [];
  const remember = (message: unknown) => {
    const { request, response, server } = message as { request: IncomingMessage; response: object; server: object };
    if (server === gateway.app.server) served.push(new WeakRef(request), new WeakRef(response));
  };
  subscribe('http.server.response.finish', remember);
  t.teardown(() => unsubscribe('http.server.response.finish', remember));

  const client = await openRaw(gateway.port);
  t.teardown(() => client.socket.destroy());
  for (let answers = 1; answers <= 3; answers++) {
    client.socket.write(head);
    await eventually(() => client.received().split('HTTP/1.1 200 ').length > answers);
  }
  t.equal(served.length, 6);
  await eventually(() => {
    collectGarbage();
    return served.every((one) => one.deref() === undefined);
  });
  t.notOk(client.socket.destroyed);
});
