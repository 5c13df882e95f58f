import { rawRequest } from '@keyward/auth/testing';
import t from 'tap';

import { startTcpOrigin } from '../fixtures/origins.ts';
import { startGateway } from '../fixtures/start-gateway.ts';

// Proxies that take every form of request which their parser takes become open proxies (absolute-form, CONNECT), echo
// headers that scripts must not read (TRACE), or authorise one of two headers while the upstream obeys the other.

t.test('what is refused before a route is looked for', async (t) => {
  const origin = await startTcpOrigin(t, (socket) => socket.end());
  const gateway = await startGateway(t, { TRUSTED_PROXIES: '' });
  const token = gateway.addKey();
  const otherToken = gateway.addKey();
  const flow = gateway.addFlow({ baseUrl: origin.url });
  const path = `/api/v1/prediction/${flow}`;
  const rest = `Authorization: Bearer ${token}\r\nContent-Length: 0\r\n`;

  const cases: Record<string, { status: number; bytes: string; type?: string }> = {
    'two Host': { status: 400, bytes: `POST ${path} HTTP/1.1\r\nHost: a\r\nHost: b\r\n${rest}\r\n` },
    'two Host that are equal': { status: 400, bytes: `POST ${path} HTTP/1.1\r\nHost: a\r\nhost: a\r\n${rest}\r\n` },
    'no Host': { status: 400, bytes: `POST ${path} HTTP/1.1\r\n${rest}\r\n` },
    'an empty Host': { status: 400, bytes: `POST ${path} HTTP/1.1\r\nHost:\r\n${rest}\r\n` },
    'a Host with a path': { status: 400, bytes: `POST ${path} HTTP/1.1\r\nHost: a/b\r\n${rest}\r\n` },
    'a Host with user information': { status: 400, bytes: `POST ${path} HTTP/1.1\r\nHost: a@b\r\n${rest}\r\n` },
    'two Authorization': {
      status: 400,
      type: 'ambiguous-credentials',
      bytes: `POST ${path} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${otherToken}\r\n${rest}\r\n`,
    },
    'two Authorization that are equal': {
      status: 400,
      type: 'ambiguous-credentials',
      bytes: `POST ${path} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${token}\r\n${rest}\r\n`,
    },
    'two X-API-Key': {
      status: 400,
      type: 'ambiguous-credentials',
      bytes: `POST ${path} HTTP/1.1\r\nHost: a\r\nX-API-Key: ${token}\r\nx-api-key: ${token}\r\nContent-Length: 0\r\n\r\n`,
    },
    'two Authorization on a bare route': {
      status: 400,
      type: 'ambiguous-credentials',
      bytes: `GET /api/v1/chatflows-streaming/${flow} HTTP/1.1\r\nHost: a\r\nAuthorization: x\r\nAuthorization: y\r\n\r\n`,
    },
    'two kinds of credential that differ': {
      status: 400,
      type: 'ambiguous-credentials',
      bytes: `POST ${path} HTTP/1.1\r\nHost: a\r\nX-API-Key: ${otherToken}\r\n${rest}\r\n`,
    },
    'another scheme beside a key': {
      status: 400,
      type: 'ambiguous-credentials',
      bytes: `POST ${path} HTTP/1.1\r\nHost: a\r\nAuthorization: Basic dTpw\r\nX-API-Key: ${token}\r\nContent-Length: 0\r\n\r\n`,
    },
    'absolute-form': { status: 400, bytes: `POST ${origin.url}${path} HTTP/1.1\r\nHost: a\r\n${rest}\r\n` },
    'asterisk-form': { status: 400, bytes: `OPTIONS * HTTP/1.1\r\nHost: a\r\n${rest}\r\n` },
    CONNECT: { status: 405, bytes: `CONNECT ${origin.url.slice(7)} HTTP/1.1\r\nHost: a\r\n\r\n` },
    TRACE: { status: 405, bytes: `TRACE ${path} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${token}\r\n\r\n` },
    'a method that nobody knows': { status: 400, bytes: `COW ${path} HTTP/1.1\r\nHost: a\r\n${rest}\r\n` },
    'HTTP/1.0': { status: 505, bytes: `POST ${path} HTTP/1.0\r\nHost: a\r\n${rest}\r\n` },
    'HTTP/1.0 on a bare route': {
      status: 505,
      bytes: `GET /api/v1/chatflows-streaming/${flow} HTTP/1.0\r\nHost: a\r\n\r\n`,
    },
    'HTTP/1.2': { status: 505, bytes: `POST ${path} HTTP/1.2\r\nHost: a\r\n${rest}\r\n` },
    'HTTP/2.0 in the request line': { status: 505, bytes: `POST ${path} HTTP/2.0\r\nHost: a\r\n${rest}\r\n` },
    'the preface of HTTP/2': { status: 505, bytes: 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n' },
    'an expectation that is unknown': {
      status: 417,
      bytes: `POST ${path} HTTP/1.1\r\nHost: a\r\nExpect: cow\r\n${rest}\r\n`,
    },
    '101 headers': {
      status: 431,
      bytes: `POST ${path} HTTP/1.1\r\nHost: a\r\n${rest}${'a: b\r\n'.repeat(98)}\r\n`,
    },
    'a key behind a thousand headers': {
      status: 431,
      bytes: `POST ${path} HTTP/1.1\r\nHost: a\r\n${'a: b\r\n'.repeat(2100)}${rest}\r\n`,
    },
    'more than 16 KiB of headers': {
      status: 431,
      bytes: `POST ${path} HTTP/1.1\r\nHost: a\r\n${rest}X: ${'a'.repeat(16 * 1024)}\r\n\r\n`,
    },
    'more than 16 KiB of target': {
      status: 431,
      bytes: `POST ${path}?${'a'.repeat(16 * 1024)} HTTP/1.1\r\nHost: a\r\n\r\n`,
    },
  };

  for (const [name, { status, bytes, type }] of Object.entries(cases)) {
    const answer = await rawRequest(gateway.port, bytes, { quietMs: 60, firstMs: 5_000 });
    t.match(answer, new RegExp(`^HTTP/1\\.1 ${status} `), `${name}: ${status}`);
    t.match(answer, 'application/problem+json', `${name}: a problem document`);
    if (type !== undefined) t.match(answer, `"/problems/${type}"`, `${name}: ${type}`);
    t.equal(answer.match(/HTTP\/1\.1 \d{3} /g)?.length, 1, `${name}: one answer`);
  }

  const oldest = await rawRequest(gateway.port, `GET ${path}\r\n`, { quietMs: 60 });
  t.notMatch(oldest, / 200 /, 'HTTP/0.9');
  t.equal(origin.connections.length, 0, 'nothing of it went upstream');

  const hundred = `POST ${path} HTTP/1.1\r\nHost: a\r\n${rest}${'a: b\r\n'.repeat(97)}\r\n`;
  await rawRequest(gateway.port, hundred, { quietMs: 200 });
  t.equal(origin.received().match(/\r\na: b/g)?.length, 97, '100 headers pass, all of them');
});
