import { connect, type Socket } from 'node:net';
import { clientErrorHandler } from '@keyward/auth/fastify';
import { rawRequest } from '@keyward/auth/testing';
import Fastify from 'fastify';
import t from 'tap';

t.test('what the parser of HTTP refuses is a problem document as well, and closes the connection', async (t) => {
  const app = Fastify({ clientErrorHandler, http: { maxHeaderSize: 2000 } });
  t.teardown(() => app.close());
  app.get('/whole', async () => 'ok');
  app.get('/half', async (_request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200).write('half');
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const [address] = app.addresses();
  const port = typeof address === 'object' ? address.port : 0;
  const cases: [string, number, string][] = [
    ['GET / HTTP/1.1\r\nHost: x\r\nBad Header: 1\r\n\r\n', 400, '/problems/invalid-request'],
    ['garbage\r\n\r\n', 400, '/problems/invalid-request'],
    [`GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(3000)}\r\n\r\n`, 431, '/problems/headers-too-large'],
  ];
  for (const [bytes, status, type] of cases) {
    const [head = '', body = ''] = (await rawRequest(port, bytes)).split('\r\n\r\n');
    t.match(head, new RegExp(`^HTTP/1.1 ${status} `));
    t.match(head, 'content-type: application/problem+json');
    t.match(head, 'connection: close');
    t.match(head, `content-length: ${Buffer.byteLength(body)}`);
    const document = JSON.parse(body);
    t.match(document, { type, status });
    t.match(head, `x-request-id: ${document.instance}`);
  }

  t.test('also of a client that goes on sending', async (t) => {
    const client = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    client.on('error', () => {});
    client.write('garbage\r\n\r\n');
    const sending = setInterval(() => client.write('more'), 20);
    const text = await textOf(client);
    await new Promise((resolve) => client.once('close', resolve));
    clearInterval(sending);
    t.match(text, '/problems/invalid-request');
  });

  t.test('unless an answer is half sent, which it would become part of', async (t) => {
    const client = connect({ port, host: '127.0.0.1' });
    client.on('error', () => {});
    client.write('GET /half HTTP/1.1\r\nHost: x\r\n\r\n');
    client.once('data', () => client.write('garbage\r\n\r\n'));
    const text = await textOf(client);
    t.match(text, 'half');
    t.notMatch(text, '/problems/');
  });

  t.match(await rawRequest(port, 'GET /whole HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'), /^HTTP\/1\.1 200 /);
});

/** All that comes on a socket until the other side ends it. */
async function textOf(socket: Socket): Promise<string> {
  let text = '';
  socket.on('data', (chunk) => {
    text += String(chunk);
  });
  await new Promise((resolve) => socket.once('end', resolve).once('close', resolve));
  return text;
}
