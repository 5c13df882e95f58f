import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import t from 'tap';
import { request } from 'undici';

import { startOrigin } from '../fixtures/origins.ts';
import { startGateway } from '../fixtures/start-gateway.ts';

// A proxy that parses bodies changes some, refuses others, and runs out of memory on large ones. This one never looks.

const MIB = 1024 ** 2;

t.test('bodies of every kind arrive as they were sent', async (t) => {
  const origin = await startOrigin(t, (received, response) => {
    const chunks: Buffer[] = [];
    received.on('data', (chunk: Buffer) => chunks.push(chunk));
    received.on('end', () =>
      response.end(
        JSON.stringify({
          body: Buffer.concat(chunks).toString('base64'),
          length: received.headers['content-length'],
          coding: received.headers['transfer-encoding'],
          type: received.headers['content-type'],
        }),
      ),
    );
  });
  const gateway = await startGateway(t);
  const token = gateway.addKey({ scope: '*' });
  const flow = gateway.addFlow({ baseUrl: origin.url });
  const bodies: Record<string, Buffer> = {
    'a JSON string': Buffer.from('"just a string"'),
    'no JSON': Buffer.from('{"question": '),
    'a prototype': Buffer.from('{"__proto__": {"admin": true}}'),
    'nothing but space': Buffer.from('  \r\n '),
    'NUL and bytes that are no UTF-8': Buffer.from([0, 255, 254, 13, 10, 0]),
    'a request in a body': Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n'),
    'as large as waits for its end': randomBytes(8 * 1024),
    'small enough to leave in one text with its head': randomBytes(8 * 1024 + 1),
    'too large for that': randomBytes(16 * 1024),
    'more than one packet': randomBytes(300_000),
  };
  for (const [name, body] of Object.entries(bodies)) {
    for (const framing of ['counted', 'chunked']) {
      const headers = { 'x-api-key': token, 'content-type': 'application/json' };
      const answer = await request(`${gateway.url}/api/v1/prediction/${flow}`, {
        method: 'POST',
        headers,
        body: framing === 'counted' ? body : Readable.from([body.subarray(0, 2), body.subarray(2)]),
      });
      const seen = await answer.body.json();
      t.match(seen, { body: body.toString('base64'), type: 'application/json' }, `${name}, ${framing}`);
    }
  }

  const empty = await request(`${gateway.url}/api/v1/prediction/${flow}`, {
    method: 'POST',
    headers: { 'x-api-key': token },
  });
  t.match(await empty.body.json(), { body: '', length: '0' }, 'no body at all');
  const emptyJson = await request(`${gateway.url}/api/v1/prediction/${flow}`, {
    method: 'POST',
    headers: { 'x-api-key': token, 'content-type': 'application/json' },
    body: '',
  });
  t.equal(emptyJson.statusCode, 200, 'an empty body that claims to be JSON');
  await emptyJson.body.dump();
  const deleted = await request(`${gateway.url}/api/v1/chatmessage/${flow}`, {
    method: 'DELETE',
    headers: { 'x-api-key': token },
    body: '{"ids":[1]}',
  });
  t.match(await deleted.body.json(), { body: Buffer.from('{"ids":[1]}').toString('base64') }, 'the body of a DELETE');
});

t.test('responses of every kind arrive as they were sent', async (t) => {
  const origin = await startOrigin(t, (received, response) => {
    const status = Number(new URL(received.url ?? '', 'http://o').searchParams.get('status'));
    response.writeHead(status, { 'x-status': String(status), ...(status === 204 ? {} : { 'content-length': 5 }) });
    response.end(status === 204 || status === 304 || received.method === 'HEAD' ? undefined : 'hello');
  });
  const gateway = await startGateway(t);
  const token = gateway.addKey({ scope: '*' });
  const flow = gateway.addFlow({ baseUrl: origin.url });
  for (const status of [200, 201, 204, 206, 301, 304, 400, 401, 404, 418, 500, 503, 599]) {
    for (const method of ['GET', 'HEAD'] as const) {
      const answer = await request(`${gateway.url}/api/v1/chatmessage/${flow}?status=${status}`, {
        method,
        headers: { 'x-api-key': token },
      });
      t.equal(answer.statusCode, status, `${method} ${status}`);
      t.equal(answer.headers['x-status'], String(status));
      const bodiless = method === 'HEAD' || status === 204 || status === 304;
      t.equal(await answer.body.text(), bodiless ? '' : 'hello');
      t.equal(answer.headers['content-length'], status === 204 || status === 304 ? undefined : '5');
    }
  }
});

t.test('400 MiB up and 400 MiB down run in constant memory', async (t) => {
  const size = 400 * MIB;
  const piece = randomBytes(MIB);
  const pieces = () => Readable.from(Array.from({ length: size / MIB }, () => piece));
  const origin = await startOrigin(t, (received, response) => {
    const digest = createHash('sha256');
    received.on('data', (chunk: Buffer) => digest.update(chunk));
    received.on('end', () => {
      response.setHeader('x-digest', digest.digest('hex'));
      pieces().pipe(response);
    });
  });
  const gateway = await startGateway(t);
  const token = gateway.addKey();
  const flow = gateway.addFlow({ baseUrl: origin.url });
  const expected = createHash('sha256');
  for (let at = 0; at < size / MIB; at++) expected.update(piece);

  const before = process.memoryUsage.rss();
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 20);
  const answer = await request(`${gateway.url}/api/v1/prediction/${flow}`, {
    method: 'POST',
    headers: { 'x-api-key': token, 'content-length': String(size) },
    body: pieces(),
  });
  t.equal(answer.headers['x-digest'], expected.digest('hex'));
  let read = 0;
  for await (const chunk of answer.body) read += chunk.length;
  clearInterval(watch);
  t.equal(read, size);
  // Client, gateway and upstream share this process; a body gathered anywhere would add 400 MiB.
  t.ok(most - before < 240 * MIB, `grew by ${Math.round((most - before) / MIB)} MiB`);
});

t.test('an upstream that answers before it has read the body', async (t) => {
  const origin = await startOrigin(t, (_received, response) => {
    response.writeHead(413).end('too large');
  });
  const gateway = await startGateway(t);
  const token = gateway.addKey();
  const flow = gateway.addFlow({ baseUrl: origin.url });
  const answer = await request(`${gateway.url}/api/v1/prediction/${flow}`, {
    method: 'POST',
    headers: { 'x-api-key': token },
    body: Readable.from(Array.from({ length: 64 }, () => randomBytes(MIB / 4))),
  });
  t.equal(answer.statusCode, 413);
  t.equal(await answer.body.text(), 'too large', 'is heard');
});
