import { rawRequest } from '@keyward/auth/testing';
import t from 'tap';
import { startKeyManagement } from '../fixtures/start-key-management.ts';

const km = await startKeyManagement(t);
const port = Number(new URL(await km.listen()).port);
const bearer = `Authorization: Bearer ${km.operatorToken}`;
const send = (...lines: string[]) => rawRequest(port, `${lines.join('\r\n')}\r\nConnection: close\r\n\r\n`);

t.test('every answer has a request id, is not cached and is not sniffed', async (t) => {
  for (const target of ['/healthz', '/v1/organizations', '/v1/nothing', '/v1/%zz', '/oauth2/introspect', '/docs/']) {
    const answer = await send(`GET ${target} HTTP/1.1`, 'Host: x', bearer);
    t.match(answer, /\r\nx-request-id: [0-9a-f-]{36}\r\n/i, target);
    t.match(answer, /\r\ncache-control: no-store\r\n/i, target);
  }
  t.match(await send('GET /healthz HTTP/1.1', 'Host: x'), /\r\nx-content-type-options: nosniff\r\n/i);
});

t.test('a caller cannot choose the id of its request', async (t) => {
  const answer = await send('GET /healthz HTTP/1.1', 'Host: x', 'X-Request-Id: mine');
  t.notMatch(answer, 'mine');
});

t.test('two credentials on the wire are refused, equal ones too', async (t) => {
  const answer = await send('GET /v1/organizations HTTP/1.1', 'Host: x', bearer, bearer);
  t.match(answer, /^HTTP\/1\.1 400 /);
  t.match(answer, '/problems/ambiguous-credentials');
  t.notMatch(answer, km.operatorToken.slice(24));
});

t.test('what is no request is a problem document too', async (t) => {
  const broken: [status: number, ...lines: string[]][] = [
    [400, 'GET /v1/%zz HTTP/1.1', 'Host: x'],
    [400, 'GET /v1/organizations HTTP/1.1', 'Host : x'],
    [400, 'nonsense'],
    [431, 'GET /healthz HTTP/1.1', 'Host: x', `X-Padding: ${'x'.repeat(20_000)}`],
    [400, 'POST /v1/organizations HTTP/1.1', 'Host: x', bearer, 'Content-Length: 2', 'Transfer-Encoding: chunked'],
  ];
  for (const [status, ...lines] of broken) {
    const answer = await send(...lines);
    t.match(answer, new RegExp(`^HTTP/1\\.1 ${status} `), String(lines[0]));
    t.match(answer, /\r\ncontent-type: application\/problem\+json/i);
  }
});
