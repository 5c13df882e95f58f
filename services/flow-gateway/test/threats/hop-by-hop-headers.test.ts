import { once } from 'node:events';
import { connect } from 'node:net';
import { rawRequest } from '@keyward/auth/testing';
import t from 'tap';

import { startTcpOrigin } from '../fixtures/origins.ts';
import { startGateway } from '../fixtures/start-gateway.ts';

// `Connection: x` tells a proxy to drop the header x: used to strip what the proxy itself adds, or to smuggle what the
// upstream takes as meant for it. Headers about one connection end at this hop, in both directions.

const SMALL = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

t.test('what a client says about its connection stays here', async (t) => {
  const origin = await startTcpOrigin(t, (socket) => socket.end(SMALL));
  const gateway = await startGateway(t);
  const token = gateway.addKey();
  const flow = gateway.addFlow({ baseUrl: origin.url });
  const answer = await rawRequest(
    gateway.port,
    [
      `POST /api/v1/prediction/${flow} HTTP/1.1`,
      'Host: gateway.example',
      'Connection: close, authorization, X-Request-Id, x-forwarded-for, Forwarded, host, content-length, X-Secret',
      'Connection: Traceparent, keep-alive',
      `Authorization: Bearer ${token}`,
      'X-Secret: only for you',
      'TE: trailers',
      'Trailer: X-T',
      'Keep-Alive: timeout=5',
      'Proxy-Connection: keep-alive',
      'Proxy-Authorization: Basic dTpw',
      'Upgrade: websocket',
      'HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA',
      'X-Kept: yes',
      'Content-Length: 2',
      '',
      'hi',
    ].join('\r\n'),
  );
  t.match(answer, /^HTTP\/1\.1 200 /, 'the request succeeds');
  const sent = origin.received().toLowerCase();
  for (const name of [
    'te:',
    'trailer:',
    'keep-alive:',
    'proxy-',
    'upgrade:',
    'http2-settings:',
    'x-secret:',
    'close',
  ]) {
    t.notMatch(sent, `\r\n${name}`, `${name} does not go upstream`);
  }
  t.match(sent, /\r\nconnection: keep-alive\r\n/, "the gateway's own connection header does");
  for (const name of ['x-request-id', 'x-forwarded-for', 'forwarded', 'traceparent', 'x-kept', 'content-length']) {
    t.match(sent, `\r\n${name}: `, `${name} cannot be stripped`);
  }
  t.notMatch(sent, token.toLowerCase());
  t.match(sent, /\r\n\r\nhi$/);
});

t.test('what an upstream says about its connection stays there', async (t) => {
  const origin = await startTcpOrigin(t, (socket) =>
    socket.write(
      [
        'HTTP/1.1 200 OK',
        'Connection: keep-alive, X-Internal',
        'Connection: x-other',
        'Keep-Alive: timeout=100',
        'X-Internal: secret',
        'X-Other: secret',
        'Proxy-Authenticate: Basic realm="inner"',
        'Trailer: X-T',
        'Upgrade: h2c',
        'X-Request-Id: of the upstream',
        'X-Keyward-Key-Id: forged',
        'Set-Cookie: a=1',
        'Set-Cookie: b=2',
        'X-Kept: \xfc',
        'Transfer-Encoding: chunked',
        '',
        '2',
        'ok',
        '0',
        'X-T: trailer',
        '',
        '',
      ].join('\r\n'),
      'latin1',
    ),
  );
  const gateway = await startGateway(t);
  const token = gateway.addKey();
  const flow = gateway.addFlow({ baseUrl: origin.url });
  const answer = await rawRequest(
    gateway.port,
    `POST /api/v1/prediction/${flow} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-API-Key: ${token}\r\nContent-Length: 0\r\n\r\n`,
  );
  for (const gone of [
    'secret',
    'proxy-authenticate',
    'trailer',
    'upgrade',
    'timeout=100',
    'of the upstream',
    'forged',
  ]) {
    t.notMatch(answer.toLowerCase(), gone, `${gone} does not reach the client`);
  }
  t.notMatch(answer.toLowerCase(), 'x-t: trailer', 'trailers neither');
  t.match(
    answer,
    /\r\nset-cookie: a=1\r\nset-cookie: b=2\r\nx-kept: \xfc\r\n/,
    'the rest as it was, repeated ones too',
  );
  t.match(answer, /\r\n\r\n2\r\nok\r\n0\r\n\r\n$/);
});

t.test('Expect: 100-continue is answered here, once the upstream is there to take the body', async (t) => {
  const origin = await startTcpOrigin(t, (socket, data) => {
    if (data.toString().includes('the body')) socket.end(SMALL);
  });
  const gateway = await startGateway(t);
  const token = gateway.addKey();
  const flow = gateway.addFlow({ baseUrl: origin.url });
  const head = `POST /api/v1/prediction/${flow} HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 8\r\n`;

  const socket = connect(gateway.port, '127.0.0.1');
  socket.write(`${head}Connection: close\r\nX-API-Key: ${token}\r\n\r\n`);
  const [interim] = await once(socket, 'data');
  t.equal(String(interim), 'HTTP/1.1 100 Continue\r\n\r\n');
  socket.write('the body');
  let answer = '';
  socket.on('data', (data) => {
    answer += String(data);
  });
  await once(socket, 'close');
  t.match(answer, /^HTTP\/1\.1 200 .*\r\n\r\nok$/s);
  t.notMatch(origin.received().toLowerCase(), 'expect');

  const refused = await rawRequest(gateway.port, `${head}X-API-Key: wrong\r\n\r\n`);
  t.match(refused, /^HTTP\/1\.1 401 /, 'a refused client is not asked for its body');
  t.match(refused, /\r\nconnection: close\r\n/i, 'and cannot send it as the next request');
});
