import { rawRequest } from '@keyward/auth/testing';
import t from 'tap';

import { startTcpOrigin } from '../fixtures/origins.ts';
import { startGateway } from '../fixtures/start-gateway.ts';

// Two servers that disagree on where a request ends let an attacker put a request of his own, with somebody else's
// connection and without a key, behind an innocent one. Whatever can be framed in two ways is refused, and not one byte
// of it reaches the upstream.

const NEXT = 'POST /api/v1/prediction/smuggled HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n';

t.test('a request that can be framed in two ways', async (t) => {
  const origin = await startTcpOrigin(t, (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'));
  const gateway = await startGateway(t);
  const token = gateway.addKey();
  const flow = gateway.addFlow({ baseUrl: origin.url });
  const line = `POST /api/v1/prediction/${flow} HTTP/1.1\r\n`;
  const head = `${line}Host: gateway\r\nAuthorization: Bearer ${token}\r\n`;
  const chunked = `${head}Transfer-Encoding: chunked\r\n`;

  const cases: Record<string, string> = {
    'Content-Length, then Transfer-Encoding': `${head}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${NEXT}`,
    'Transfer-Encoding, then Content-Length': `${chunked}Content-Length: 5\r\n\r\n0\r\n\r\n${NEXT}`,
    'two Content-Length that differ': `${head}Content-Length: 0\r\nContent-Length: ${NEXT.length}\r\n\r\n${NEXT}`,
    'two Content-Length that are equal': `${head}Content-Length: 2\r\nContent-Length: 2\r\n\r\nab`,
    'a list in Content-Length': `${head}Content-Length: 2, 2\r\n\r\nab`,
    'a sign in Content-Length': `${head}Content-Length: +2\r\n\r\nab`,
    'a negative Content-Length': `${head}Content-Length: -2\r\n\r\nab`,
    'a hexadecimal Content-Length': `${head}Content-Length: 0x2\r\n\r\nab`,
    'an empty Content-Length': `${head}Content-Length:\r\n\r\nab`,
    'a Content-Length beyond 64 bits': `${head}Content-Length: 18446744073709551618\r\n\r\nab`,
    'an unknown coding': `${head}Transfer-Encoding: cow\r\n\r\nab`,
    'the identity coding': `${head}Transfer-Encoding: identity\r\nContent-Length: 2\r\n\r\nab`,
    'a coding that only begins like chunked': `${head}Transfer-Encoding: chunkedfoo\r\n\r\n0\r\n\r\n`,
    'a coding that only ends like chunked': `${head}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`,
    'stacked codings': `${head}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n`,
    'chunked twice': `${head}Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n`,
    'chunked twice, in two lines': `${chunked}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    'chunked, then another coding': `${head}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`,
    'a quoted coding': `${head}Transfer-Encoding: "chunked"\r\n\r\n0\r\n\r\n`,
    'a coding with a parameter': `${head}Transfer-Encoding: chunked;q=1\r\n\r\n0\r\n\r\n`,
    'a vertical tab before the coding': `${head}Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n`,
    'a space before the colon': `${head}Transfer-Encoding : chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n`,
    'a folded line': `${head}Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n`,
    'a header that continues on the next line': `${head}X-A: b\r\n\tTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\nab`,
    'white space before the first header': `${line} X: y\r\n${head.slice(line.length)}\r\n`,
    'a bare LF after the request line': `${head.replace('\r\n', '\n')}Content-Length: 0\r\n\r\n`,
    'a bare LF after a header': `${head}X-A: b\nContent-Length: 0\r\n\r\n`,
    'a bare LF at the end of the headers': `${head}Content-Length: 0\r\n\n`,
    'a bare CR in a header': `${head}X-A: b\rContent-Length: 3\r\nContent-Length: 0\r\n\r\n`,
    'NUL in a header value': `${head}X-A: b\0c\r\nContent-Length: 0\r\n\r\n`,
    'NUL in a header name': `${head}X\0A: b\r\nContent-Length: 0\r\n\r\n`,
    'a control character in a header value': `${head}X-A: b\x01c\r\nContent-Length: 0\r\n\r\n`,
    'an empty header name': `${head}: b\r\nContent-Length: 0\r\n\r\n`,
    'a header without a colon': `${head}abc\r\nContent-Length: 0\r\n\r\n`,
    'a space inside a header name': `${head}X A: b\r\nContent-Length: 0\r\n\r\n`,
    'a bare LF after the chunk size': `${chunked}\r\n2\nab\r\n0\r\n\r\n`,
    'a bare LF in a chunk extension': `${chunked}\r\n2;a\nx\r\nab\r\n0\r\n\r\n`,
    'a bare LF after the chunk': `${chunked}\r\n2\r\nab\n0\r\n\r\n`,
    'a space behind the chunk size': `${chunked}\r\n2 \r\nab\r\n0\r\n\r\n`,
    'a chunk size with a prefix': `${chunked}\r\n0x2\r\nab\r\n0\r\n\r\n`,
    'a negative chunk size': `${chunked}\r\n-1\r\nab\r\n0\r\n\r\n`,
    'a chunk size beyond 64 bits': `${chunked}\r\n10000000000000002\r\nab\r\n0\r\n\r\n`,
    'a chunk longer than its size': `${chunked}\r\n1\r\nab\r\n0\r\n\r\n`,
    'framing in the trailers': `${chunked}\r\n2\r\nab\r\n0\r\nContent-Length: 9\r\n\r\n`,
  };

  for (const [name, bytes] of Object.entries(cases)) {
    const answer = await rawRequest(gateway.port, bytes, { quietMs: 1500 });
    t.match(answer, /^HTTP\/1\.1 400 Bad Request\r\n/, name);
    t.match(answer, /\r\ncontent-type: application\/problem\+json/i, `${name}: a problem document`);
    t.equal(answer.match(/HTTP\/1\.1 \d{3} /g)?.length, 1, `${name}: nothing behind it is answered`);
  }
  t.equal(origin.received(), '', 'not one byte upstream');
  t.equal(origin.connections.length, 0, 'not one connection');
});

t.test('a body that breaks its framing after it has begun', async (t) => {
  const origin = await startTcpOrigin(t, () => {});
  const gateway = await startGateway(t);
  const token = gateway.addKey();
  const flow = gateway.addFlow({ baseUrl: origin.url });
  const head = `POST /api/v1/prediction/${flow} HTTP/1.1\r\nHost: g\r\nAuthorization: Bearer ${token}\r\n`;
  // A first request, so that key and flow are remembered and the second one is dispatched at once.
  await rawRequest(gateway.port, `${head}Content-Length: 0\r\n\r\n`, { quietMs: 200 });

  const { connect } = await import('node:net');
  const socket = connect(gateway.port, '127.0.0.1');
  let answer = '';
  socket.on('data', (data) => {
    answer += data.toString('latin1');
  });
  socket.write(`${head}Transfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n`);
  while (!origin.received().includes('first')) await new Promise((resolve) => setTimeout(resolve, 10));
  socket.write(`zz\r\n0\r\n\r\n${NEXT}`);
  await new Promise((resolve) => socket.on('close', resolve));
  t.match(answer, /^HTTP\/1\.1 400 /);
  t.notMatch(origin.received(), /first\r\n0\r\n/, 'the upstream never sees the end of the body');
  t.notMatch(origin.received(), /smuggled/);
  const upstream = origin.connections.at(-1);
  if (upstream !== undefined && !upstream.destroyed) await new Promise((resolve) => upstream.on('close', resolve));
  t.pass('the call to the upstream is aborted');
});
