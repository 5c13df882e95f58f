import { rawRequest } from '@keyward/auth/testing';
import t from 'tap';

import { startTcpOrigin, type TcpOrigin } from '../fixtures/origins.ts';
import { startGateway, type TestGateway } from '../fixtures/start-gateway.ts';

// Upstreams believe what the gateway says of a client: its address, the scheme, the request's id. A client that sends
// these headers itself, also spelt with underscores (which many servers read as dashes), must not be believed.

const SPOOFED = [
  'X-Forwarded-For: 6.6.6.6',
  'X_Forwarded_For: 6.6.6.6',
  'X-Forwarded_For: 6.6.6.6',
  'X-Forwarded-Proto: https',
  'X-Forwarded-Host: evil.example',
  'X-Forwarded-Port: 666',
  'X-Forwarded-Prefix: /evil',
  'Forwarded: for=6.6.6.6;proto=https',
  'X-Real-IP: 6.6.6.6',
  'X_Real_IP: 6.6.6.6',
  'X-Request-Id: evil-request',
  'X_Request_Id: evil-request',
  'X-Keyward-Key-Id: evil-key',
  'X_Keyward_Workspace_Id: evil-workspace',
  'traceparent: 00-66666666666666666666666666666666-6666666666666666-01',
  'tracestate: evil=1',
  'X_API_Key: evil-token',
  'X-Original-URL: /api/v1/apikey',
  'X-Rewrite-URL: /api/v1/apikey',
  'X-HTTP-Method-Override: DELETE',
  'Content_Length: 666',
  'Transfer_Encoding: chunked',
];

async function sendSpoofed(gateway: TestGateway, origin: TcpOrigin): Promise<{ sent: string; answer: string }> {
  const token = gateway.addKey();
  const flow = gateway.addFlow({ baseUrl: origin.url });
  const head = `POST /api/v1/prediction/${flow} HTTP/1.1\r\nHost: gw.example:80\r\nX-API-Key: ${token}\r\n`;
  const answer = await rawRequest(
    gateway.port,
    `${head}${SPOOFED.join('\r\n')}\r\nX_Kept: 1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  );
  return { sent: origin.received(), answer };
}

t.test('from anybody', async (t) => {
  const origin = await startTcpOrigin(t, (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'));
  const gateway = await startGateway(t);
  const { sent, answer } = await sendSpoofed(gateway, origin);
  t.match(answer, /^HTTP\/1\.1 200 /);
  t.notMatch(sent, /6\.6\.6\.6|evil|: 666|6666666|https|chunked|DELETE|apikey/i, 'nothing of it goes upstream');
  t.match(sent, '\r\nx-forwarded-for: 127.0.0.1\r\nx-forwarded-proto: http\r\nx-forwarded-host: gw.example:80\r\n');
  t.match(sent, '\r\nforwarded: for=127.0.0.1;host="gw.example:80";proto=http\r\n');
  t.match(sent, /\r\ntraceparent: 00-[0-9a-f]{32}-[0-9a-f]{16}-01\r\n/);
  t.match(sent, '\r\nX_Kept: 1\r\n', 'other headers with underscores pass');
  const id = /\r\nx-request-id: (\S+)\r\n/.exec(sent)?.[1] ?? 'none';
  t.match(answer, `\r\nx-request-id: ${id}\r\n`, 'the client learns the id');
  t.match(gateway.log(), `"requestId":"${id}"`, 'and the log has it');
});

t.test('from a trusted proxy', async (t) => {
  const origin = await startTcpOrigin(t, (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'));
  const gateway = await startGateway(t, { TRUSTED_PROXIES: '127.0.0.0/8' });
  const { sent, answer } = await sendSpoofed(gateway, origin);
  t.match(sent, '\r\nx-forwarded-for: 6.6.6.6, 127.0.0.1\r\nx-forwarded-proto: https\r\n', 'what is meant counts');
  t.match(sent, '\r\nx-forwarded-host: evil.example\r\n');
  t.match(sent, '\r\nforwarded: for=6.6.6.6;host="evil.example";proto=https\r\n', 'told in one voice');
  t.match(sent, '\r\nx-request-id: evil-request\r\n');
  t.match(answer, '\r\nx-request-id: evil-request\r\n');
  t.match(sent, '\r\ntraceparent: 00-66666666666666666666666666666666-6666666666666666-01\r\ntracestate: evil=1\r\n');
  t.notMatch(sent, /evil-key|evil-workspace|evil-token|apikey|X_(?!Kept)|DELETE/, 'the rest does not');
});

t.test('a key that is bound to an address', async (t) => {
  const origin = await startTcpOrigin(t, (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'));
  const direct = await startGateway(t);
  const behind = await startGateway(t, { TRUSTED_PROXIES: '127.0.0.1,10.0.0.0/8' });
  const call = async (gateway: TestGateway, forwardedFor: string) => {
    const token = gateway.addKey({ keyward: { allowedIps: ['203.0.113.0/24'] } });
    const flow = gateway.addFlow({ baseUrl: origin.url });
    const answer = await rawRequest(
      gateway.port,
      `POST /api/v1/prediction/${flow} HTTP/1.1\r\nHost: a\r\nX-API-Key: ${token}\r\n${forwardedFor}Connection: close\r\nContent-Length: 0\r\n\r\n`,
    );
    return Number(answer.slice(9, 12));
  };
  t.equal(await call(direct, 'X-Forwarded-For: 203.0.113.7\r\n'), 403, 'is not opened by the client’s own claim');
  t.equal(await call(behind, 'X-Forwarded-For: 203.0.113.7\r\n'), 200);
  t.equal(await call(behind, 'X-Forwarded-For: 203.0.113.7, 10.1.2.3\r\n'), 200, 'through two trusted proxies');
  t.equal(await call(behind, 'X-Forwarded-For: 203.0.113.7:4711\r\n'), 200, 'with a port');
  t.equal(await call(behind, 'X-Forwarded-For: 203.0.113.7, 198.51.100.9\r\n'), 403, 'not by what stands further left');
  t.equal(await call(behind, 'X-Forwarded-For: 203.0.113.7, garbage\r\n'), 403, 'nor by what stands behind garbage');
  t.equal(
    await call(behind, 'X-Forwarded-For: 198.51.100.9\r\nX-Forwarded-For: 203.0.113.7\r\n'),
    200,
    'lines are one list',
  );
  t.equal(await call(behind, ''), 403, 'a proxy itself is not the client');
});
