import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import t from 'tap';
import { request } from 'undici';

import { eventually } from '../fixtures/eventually.ts';
import { startOrigin, startTcpOrigin } from '../fixtures/origins.ts';
import { openRaw } from '../fixtures/raw-connection.ts';
import { startGateway } from '../fixtures/start-gateway.ts';

// A stream has two ends. If one goes away unnoticed, models run on for nobody, memory fills up with what nobody reads,
// or half an answer is taken for a whole one.

const EVENT_STREAM = { 'content-type': 'text/event-stream' };

t.test('events pass as they come', async (t) => {
  const responses: ServerResponse[] = [];
  const origin = await startOrigin(t, (_request, response) => {
    responses.push(response);
    response.writeHead(200, EVENT_STREAM).flushHeaders();
  });
  const gateway = await startGateway(t);
  const token = gateway.addKey();
  const flow = gateway.addFlow({ baseUrl: origin.url });
  const client = await openRaw(gateway.port);
  client.socket.write(
    `POST /api/v1/prediction/${flow} HTTP/1.1\r\nHost: a\r\nX-API-Key: ${token}\r\nContent-Length: 0\r\n\r\n`,
  );
  await client.until('text/event-stream');
  t.match(client.received(), /^HTTP\/1\.1 200 .*\r\n\r\n$/s, 'the headers come before the first event');
  for (const name of ['one', 'two', 'three']) {
    responses[0]?.write(`data: ${name}\n\n`);
    // The next event is sent only after this one has arrived.
    await client.until(`data: ${name}\n\n`);
  }
  responses[0]?.end();
  await client.until('\r\n0\r\n\r\n');
});

t.test('a client that hangs up ends the call to the upstream at once', async (t) => {
  const ended: number[] = [];
  const origin = await startOrigin(t, (received, response) => {
    response.on('close', () => ended.push(performance.now()));
    if (received.url?.endsWith('streaming')) response.writeHead(200, EVENT_STREAM).write('data: one\n\n');
  });
  const gateway = await startGateway(t);
  const token = gateway.addKey();
  const flow = gateway.addFlow({ baseUrl: origin.url });
  for (const [query, whole] of [
    ['streaming', true],
    ['silent', true],
    ['uploading', false],
  ] as const) {
    const client = await openRaw(gateway.port);
    const length = whole ? 2 : 1_000_000;
    client.socket.write(
      `POST /api/v1/prediction/${flow}?${query} HTTP/1.1\r\nHost: a\r\nX-API-Key: ${token}\r\nContent-Length: ${length}\r\n\r\n{}`,
    );
    const before = ended.length;
    const requests = origin.requests.length;
    if (query === 'streaming') await client.until('data: one');
    else await eventually(() => origin.requests.length > requests);
    const start = performance.now();
    client.socket.destroy();
    await eventually(() => ended.length > before);
    t.ok((ended.at(-1) ?? 0) - start < 500, `while it is ${query}`);
  }
  await eventually(() => gateway.log().includes('broken off'));
  t.notMatch(gateway.log(), /"requestId".*"failed"/, 'which is nobody’s failure');
});

t.test('a client that hangs up while the upstream is being dialled, or its key is being checked', async (t) => {
  const origin = await startOrigin(t, (_request, response) => response.end());
  const gateway = await startGateway(t);
  const flow = gateway.addFlow({ baseUrl: origin.url });
  gateway.keyManagement.answerWith(() => ({ status: 500, delayMs: 300 }));
  const client = await openRaw(gateway.port);
  client.socket.write(
    `POST /api/v1/prediction/${flow} HTTP/1.1\r\nHost: a\r\nX-API-Key: ${gateway.addKey()}\r\nContent-Length: 0\r\n\r\n`,
  );
  await eventually(() => gateway.keyManagement.questions.length > 0);
  client.socket.destroy();
  await delay(400);
  t.equal(origin.requests.length, 0);
  t.equal((await request(`${gateway.url}/healthz`)).statusCode, 200, 'harms nothing');
});

t.test('an upstream that dies in mid-stream breaks the client’s stream', async (t) => {
  const responses = {
    chunked: ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n'],
    counted: ['HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello'],
    malformed: ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n', 'zz\r\n'],
  };
  for (const [name, pieces] of Object.entries(responses)) {
    const origin = await startTcpOrigin(t, async (socket) => {
      for (const piece of pieces) {
        socket.write(piece);
        await delay(50);
      }
      socket.destroy();
    });
    const gateway = await startGateway(t);
    const token = gateway.addKey();
    const flow = gateway.addFlow({ baseUrl: origin.url });
    const answer = await request(`${gateway.url}/api/v1/prediction/${flow}`, {
      method: 'POST',
      headers: { 'x-api-key': token },
    });
    t.equal(answer.statusCode, 200);
    await t.rejects(answer.body.text(), { code: 'UND_ERR_SOCKET' }, `${name}: never a clean end`);
    await eventually(() => gateway.log().includes('"failed"'));
    t.match(gateway.log(), '"broken off"');
  }
});

t.test('an answer that shows to be broken before anything of it was passed on', async (t) => {
  const bytes = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\n';
  const origin = await startTcpOrigin(t, (socket) => socket.write(bytes));
  const gateway = await startGateway(t);
  const flow = gateway.addFlow({ baseUrl: origin.url });
  const answer = await request(`${gateway.url}/api/v1/prediction/${flow}`, {
    method: 'POST',
    headers: { 'x-api-key': gateway.addKey() },
  });
  t.equal(answer.statusCode, 502);
  t.match(await answer.body.json(), { type: '/problems/upstream-invalid-response' });
});

t.test('a stream that nobody reads', async (t) => {
  let sent = 0;
  let writable = true;
  const origin = await startOrigin(t, (_request, response) => {
    response.writeHead(200, EVENT_STREAM);
    const chunk = Buffer.alloc(64 * 1024, 'x');
    const write = () => {
      writable = true;
      while (writable && sent < 1024 ** 3) {
        sent += chunk.length;
        writable = response.write(chunk);
      }
    };
    response.on('drain', write);
    write();
  });
  const gateway = await startGateway(t, {}, { timeLimits: { unreadMs: 1500 } });
  const token = gateway.addKey();
  const flow = gateway.addFlow({ baseUrl: origin.url });
  const before = process.memoryUsage.rss();
  const client = await openRaw(gateway.port);
  client.socket.pause();
  client.socket.write(
    `POST /api/v1/prediction/${flow} HTTP/1.1\r\nHost: a\r\nX-API-Key: ${token}\r\nContent-Length: 0\r\n\r\n`,
  );
  await eventually(() => sent > 0 && !writable);
  await delay(500);
  const stalledAt = sent;
  await delay(300);
  t.equal(sent, stalledAt, 'holds the upstream back');
  t.ok(sent < 64 * 1024 ** 2, `after ${Math.round(sent / 1024)} KiB, most of it in the sockets' own buffers`);
  t.ok(process.memoryUsage.rss() - before < 128 * 1024 ** 2, 'in bounded memory');
  await eventually(() => gateway.log().includes('broken off'));
  t.pass('and is cut in the end');
  client.socket.destroy();
});

t.test('a slow reader gets all of a large response, in bounded memory', async (t) => {
  const size = 32 * 1024 ** 2;
  const origin = await startOrigin(t, (_request, response) => {
    response.writeHead(200, { 'content-length': size });
    response.end(Buffer.alloc(size, 'y'));
  });
  const gateway = await startGateway(t);
  const token = gateway.addKey();
  const flow = gateway.addFlow({ baseUrl: origin.url });
  const { body } = await request(`${gateway.url}/api/v1/prediction/${flow}`, {
    method: 'POST',
    headers: { 'x-api-key': token },
  });
  let read = 0;
  for await (const chunk of body) {
    read += chunk.length;
    if (read % 7 === 0) await delay(1);
  }
  t.equal(read, size);
});

t.test('an upload that the upstream does not read', async (t) => {
  const origin = await startTcpOrigin(t, (socket) => socket.pause());
  const gateway = await startGateway(t);
  const flow = gateway.addFlow({ baseUrl: origin.url });
  const client = await openRaw(gateway.port);
  const length = 512 * 1024 ** 2;
  client.socket.write(
    `POST /api/v1/prediction/${flow} HTTP/1.1\r\nHost: a\r\nX-API-Key: ${gateway.addKey()}\r\nContent-Length: ${length}\r\n\r\n`,
  );
  const piece = Buffer.alloc(1024 ** 2, 'z');
  let accepted = 0;
  const end = performance.now() + 1500;
  while (accepted < length && performance.now() < end) {
    if (client.socket.writableLength === 0) {
      client.socket.write(piece);
      accepted += piece.length;
    }
    await delay(1);
  }
  t.ok(accepted < 64 * piece.length, `holds the client back, after ${accepted / piece.length} MiB`);
  client.socket.destroy();
  await eventually(() => origin.connections[0]?.resume().destroyed === true);
  t.pass('and ends with the client');
});

t.test('time limits of the upstream', async (t) => {
  const origin = await startOrigin(t, (received, response) => {
    if (received.url?.endsWith('silent')) return;
    response.writeHead(200, EVENT_STREAM).write('data: one\n\n');
  });
  const gateway = await startGateway(t, {}, { timeLimits: { firstByteMs: 300, idleStreamMs: 300 } });
  const token = gateway.addKey();
  const flow = gateway.addFlow({ baseUrl: origin.url });
  const send = (query: string) =>
    request(`${gateway.url}/api/v1/prediction/${flow}?${query}`, { method: 'POST', headers: { 'x-api-key': token } });

  const silent = await send('silent');
  t.equal(silent.statusCode, 504, 'no first byte');
  t.match(await silent.body.json(), { type: '/problems/upstream-timeout', message: /did not answer in time/ });
  const stalled = await send('stalled');
  t.equal(stalled.statusCode, 200);
  await t.rejects(stalled.body.text(), 'a stream that says nothing more is broken off');
});
