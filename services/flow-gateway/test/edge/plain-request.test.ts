import { deepEqual } from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { connect, Socket } from 'node:net';
import fc from 'fast-check';
import t from 'tap';

import { readPlainRequest } from '../../src/edge/plain-request.ts';

const RUNS = Number(process.env.MODEL_RUNS ?? 1_000);
const socket = new Socket();
const read = (text: string) => readPlainRequest(Buffer.from(text, 'latin1'), socket);

const whole = (text: string) => {
  const request = read(text);
  return request === 'begun' ? undefined : request;
};

t.test('a plain request', async (t) => {
  const request = whole(
    'POST /api/v1/prediction/f?a=b%20c HTTP/1.1\r\nHost: a:1\r\nX-API-Key:\t k \r\nX-Text: \xa0ü\xa0\r\nEmpty:\r\nContent-Length: 4\r\nConnection: Keep-Alive\r\n\r\n\0\r\nx',
  );
  t.match(request, { method: 'POST', url: '/api/v1/prediction/f?a=b%20c', httpVersion: '1.1' });
  t.same(
    request?.rawHeaders,
    [
      ['Host', 'a:1'],
      ['X-API-Key', 'k'],
      ['X-Text', '\xa0ü\xa0'],
      ['Empty', ''],
      ['Content-Length', '4'],
      ['Connection', 'Keep-Alive'],
    ].flat(),
  );
  t.match(request?.headers, { host: 'a:1', 'content-length': '4', connection: 'Keep-Alive', via: undefined });
  t.equal(request?.body?.toString('latin1'), '\0\r\nx');
  t.equal(whole('GET / HTTP/1.1\r\nHost: a\r\n\r\n')?.keepsConnection, true);
  t.equal(whole('GET / HTTP/1.1\r\nHost: a\r\nConnection: Close\r\n\r\n')?.keepsConnection, false);
  t.equal(whole('GET / HTTP/1.1\r\nHost: a\r\n\r\n')?.body, null);
  t.equal(whole('DELETE / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n')?.body, null);
});

t.test('a request whose short body has not come as a whole', async (t) => {
  const head = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n';
  t.equal(read(`${head}\r\n`), 'begun');
  t.equal(read(`${head}\r\na`), 'begun');
  t.equal(whole(`${head}\r\nab`)?.body?.length, 2);
  t.equal(read(`${head}Expect: 100-continue\r\n\r\n`), undefined);
  t.equal(read(`${head}Transfer-Encoding: chunked\r\n\r\n`), undefined);
});

t.test('whatever takes more than a look is left to node', async (t) => {
  const head = 'POST / HTTP/1.1\r\nHost: a\r\n';
  const others: Record<string, string> = {
    'no end': 'GET / HTTP/1.1\r\nHost: a\r\n',
    'much less than announced': `${head}Content-Length: 100000\r\n\r\na`,
    'more than announced': `${head}Content-Length: 2\r\n\r\nabc`,
    'a body of no announced length': `${head}\r\nabc`,
    'a second request behind it': 'GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n',
    'an empty line in front': '\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n',
    'two Content-Length': `${head}Content-Length: 1\r\nContent-Length: 1\r\n\r\na`,
    'a list of lengths': `${head}Content-Length: 1, 1\r\n\r\na`,
    'a sign': `${head}Content-Length: +1\r\n\r\na`,
    'a length in underscores is no length': `${head}Content_Length: 1\r\n\r\na`,
    chunks: `${head}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    'chunks in underscores': `${head}Transfer_Encoding: chunked\r\n\r\n`,
    'an expectation': `${head}Expect: 100-continue\r\nContent-Length: 1\r\n\r\na`,
    'an upgrade': `${head}Upgrade: h2c\r\n\r\n`,
    'a trailer': `${head}Trailer: a\r\n\r\n`,
    'an end and options of the connection': `${head}Connection: close, x-a\r\n\r\n`,
    'options of the connection': `${head}Connection: keep-alive, x-a\r\n\r\n`,
    'two Host': `${head}host: b\r\n\r\n`,
    'two X-Forwarded-For': `${head}X-Forwarded-For: 1.1.1.1\r\nx-forwarded-for: 2.2.2.2\r\n\r\n`,
    'two Via': `${head}Via: 1.1 a\r\nVia: 1.1 b\r\n\r\n`,
    'a folded line': `${head}X-A: b\r\n c\r\n\r\n`,
    'a space in front of the colon': `${head}X-A : b\r\n\r\n`,
    'a space in front of the name': `${head} X-A: b\r\n\r\n`,
    'no colon': `${head}X-A\r\n\r\n`,
    'no name': `${head}: b\r\n\r\n`,
    'a bare LF': `${head}X-A: b\nX-B: c\r\n\r\n`,
    'a bare LF behind the first line': 'GET / HTTP/1.1\nHost: a\r\n\r\n',
    'a bare CR': `${head}X-A: b\rX-B: c\r\n\r\n`,
    'a CR too many': `${head}X-A: b\r\r\n\r\n`,
    'a NUL': `${head}X-A: \0\r\n\r\n`,
    'a DEL': `${head}X-A: \x7f\r\n\r\n`,
    'an old version': 'GET / HTTP/1.0\r\nHost: a\r\n\r\n',
    'a later version': 'GET / HTTP/1.2\r\nHost: a\r\n\r\n',
    'no version': 'GET /\r\nHost: a\r\n\r\n',
    'another method': 'TRACE / HTTP/1.1\r\nHost: a\r\n\r\n',
    'a method in lower case': 'get / HTTP/1.1\r\nHost: a\r\n\r\n',
    CONNECT: 'CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n',
    'an absolute target': 'GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n',
    'an asterisk': 'OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n',
    'a space in the target': 'GET /a b HTTP/1.1\r\nHost: a\r\n\r\n',
    'two spaces': 'GET  / HTTP/1.1\r\nHost: a\r\n\r\n',
    'a tab': 'GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n',
    'a byte above ASCII in the target': 'GET /\xe4 HTTP/1.1\r\nHost: a\r\n\r\n',
    'a long head': `${head}X-A: ${'b'.repeat(9000)}\r\n\r\n`,
    'many headers': `${head}${'X-A: b\r\n'.repeat(100)}\r\n`,
  };
  for (const [name, text] of Object.entries(others)) t.equal(read(text), undefined, name);
});

/** What node's own reader makes of the bytes of a connection. */
async function readByNode(t: { teardown(clean: () => unknown): void }) {
  let seen: { request: IncomingMessage; body: string }[] = [];
  let broken = false;
  const server = createServer({ insecureHTTPParser: false, requireHostHeader: false }, async (request, response) => {
    const one = { request, body: '' };
    seen.push(one);
    request.on('data', (piece: Buffer) => {
      one.body += piece.toString('latin1');
    });
    request.on('error', () => undefined);
    request.on('end', () => response.end());
  });
  server.on('clientError', (_error, connection) => {
    broken = true;
    connection.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => server.close().closeAllConnections());
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return async (bytes: Buffer) => {
    seen = [];
    broken = false;
    const client = connect(port, '127.0.0.1');
    client.on('error', () => undefined);
    client.resume();
    client.write(bytes);
    client.end();
    await once(client, 'close');
    return { seen, broken };
  };
}

const WORDS =
  'GET POST PUT OPTIONS get / /a /a?b=c * HTTP/1.1 HTTP/1.0 # : , ; " { | Host content-length chunked 1 0 +1 a x Transfer-Encoding';
const LINES = [
  'Host: a',
  'Content-Length: 1',
  'Content-Length: 0',
  'Content_Length: 1',
  'Transfer-Encoding: chunked',
  'Connection: keep-alive',
  'Connection: close',
];
const MARKS = [' ', '\t', '  ', ': ', '\r\n', '\n', '\r', '\r\n\r\n', '\0', '\x7f', '\xff', '\x0b', '\\'];
const PIECES = [...WORDS.split(' '), ...LINES, ...MARKS];

t.test('what is read here is read by node in the same way', async (t) => {
  const byNode = await readByNode(t);
  let plain = 0;
  const line = fc.oneof(
    fc.constantFrom(
      'X-A: b',
      'Accept: */*',
      'X-B:',
      'Connection: keep-alive',
      'Via: 1.1 a',
      'X-Forwarded-For: 1.1.1.1',
    ),
    fc
      .tuple(
        fc.constantFrom('X-C', "x!#$%&'*+.^_`|~", 'Cookie', 'TE'),
        fc.array(fc.constantFrom(...PIECES), { maxLength: 2 }),
      )
      .map(([name, value]) => `${name}: ${value.join('')}`),
  );
  const whole = fc
    .tuple(
      fc.constantFrom('GET', 'POST', 'DELETE'),
      fc.constantFrom('/', '/a?b=c', '/a"<>\\^`{|}'),
      fc.array(line, { maxLength: 4 }),
      fc.constantFrom('', 'a', 'ab\r\n'),
    )
    .map(([method, target, lines, body]) =>
      [
        `${method} ${target} HTTP/1.1`,
        'Host: a',
        ...lines,
        ...(body === '' ? [] : [`Content-Length: ${body.length}`]),
        '',
        body,
      ].join('\r\n'),
    );
  const mutation = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    removed: fc.nat(3),
    put: fc.constantFrom('', ...PIECES),
  });
  await fc.assert(
    fc.asyncProperty(whole, fc.array(mutation, { maxLength: 2 }), async (text, mutations) => {
      const mutated = mutations.reduce((before, { at, removed, put }) => {
        const place = Math.floor(at * before.length);
        return before.slice(0, place) + put + before.slice(place + removed);
      }, text);
      const bytes = Buffer.from(mutated, 'latin1');
      const request = readPlainRequest(bytes, socket);
      if (request === undefined || request === 'begun') return;
      plain++;
      const { seen, broken } = await byNode(bytes);
      const [only] = seen;
      const ours = { ...pick(request), body: request.body?.toString('latin1') ?? '' };
      deepEqual(
        { broken, requests: seen.length, ...pick(only?.request), body: only?.body },
        { broken: false, requests: 1, ...ours },
      );
    }),
    { numRuns: RUNS },
  );
  t.ok(plain > RUNS / 10, `${plain} of them were plain`);
});

function pick(
  request:
    | (Pick<IncomingMessage, 'method' | 'url' | 'httpVersion'> & { rawHeaders: readonly string[]; headers: object })
    | undefined,
) {
  if (request === undefined) return {};
  const { method, url, httpVersion, rawHeaders } = request;
  const headers: Record<string, unknown> = { ...request.headers };
  const read = ['host', 'via', 'connection', 'content-length', 'x-forwarded-for'].map((name) => headers[name]);
  return { method, url, httpVersion, rawHeaders, read };
}
