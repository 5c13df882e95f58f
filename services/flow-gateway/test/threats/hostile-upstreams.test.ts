import t from 'tap';

import { startTcpOrigin } from '../fixtures/origins.ts';
import { openRaw } from '../fixtures/raw-connection.ts';
import { startGateway } from '../fixtures/start-gateway.ts';

// An upstream that frames its response in two ways, or sends more than it announced, could put an answer of its own
// behind it: the next request on the client's connection would get that one.

const FORGED = 'HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged';

t.test('responses that can be framed in two ways, or not at all', async (t) => {
  const chunks = '5\r\nhello\r\n0\r\n\r\n';
  const responses: Record<string, string> = {
    'Content-Length and Transfer-Encoding': `HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}`,
    'Transfer-Encoding and Content-Length': `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n${chunks}`,
    'two Content-Length': `HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 3\r\n\r\nhello`,
    'more than announced': `HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello${FORGED}`,
    'a body for a 204': `HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nhello${FORGED}`,
    'a body for a 304': `HTTP/1.1 304 Not Modified\r\n\r\n${FORGED}`,
    'a bare LF': 'HTTP/1.1 200 OK\nContent-Length: 5\n\nhello',
    'a bare CR in a header': 'HTTP/1.1 200 OK\r\nX-A: b\rContent-Length: 9\r\nContent-Length: 5\r\n\r\nhello',
    'a NUL in a header': 'HTTP/1.1 200 OK\r\nX-A: \0b\r\nContent-Length: 5\r\n\r\nhello',
    'an interim response first':
      'HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello',
    'a switch of protocols': 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n',
    'a status that is none': 'HTTP/1.1 99 Low\r\nContent-Length: 5\r\n\r\nhello',
    'a header section without end': `HTTP/1.1 200 OK\r\n${`X-A: ${'b'.repeat(1000)}\r\n`.repeat(40)}`,
    'no HTTP': 'SSH-2.0-OpenSSH_9.2\r\n',
    nothing: '',
    'HTTP/1.0 without a length': 'HTTP/1.0 200 OK\r\n\r\nhello',
  };
  for (const [name, bytes] of Object.entries(responses)) {
    let calls = 0;
    const origin = await startTcpOrigin(t, (socket) => {
      if (calls++ > 0) socket.end('HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecond');
      else if (bytes === '' || name.startsWith('HTTP/1.0')) socket.end(bytes, 'latin1');
      else socket.write(bytes, 'latin1');
    });
    const gateway = await startGateway(t, {}, { timeLimits: { firstByteMs: 400, idleStreamMs: 400 } });
    const flow = gateway.addFlow({ baseUrl: origin.url });
    const token = gateway.addKey();
    const one = `POST /api/v1/prediction/${flow} HTTP/1.1\r\nHost: a\r\nX-API-Key: ${token}\r\nContent-Length: 0\r\n\r\n`;
    const client = await openRaw(gateway.port);
    client.socket.write(one);
    const wasBroken = client.closed().then(() => true);
    const answered = client.until('\r\n\r\n').then(() => false);
    const broken = await Promise.race([wasBroken, answered]).catch(() => true);
    const first = client.received();
    if (/^HTTP\/1\.1 2|^HTTP\/1\.1 3/.test(first)) {
      t.notMatch(
        first,
        /\r\n(content-length: \d+|transfer-encoding: chunked)\r\n.*\r\n(content-length|transfer-encoding)/is,
        name,
      );
    } else {
      t.match(broken ? 'broken' : first, /^broken|^HTTP\/1\.1 50[24] /, name);
    }
    if (!client.socket.destroyed) {
      client.socket.write(one);
      await Promise.race([client.until('second'), client.closed()]).catch(() => undefined);
    }
    t.notMatch(client.received(), 'forged', `${name}: nothing is put behind it`);
    client.socket.destroy();
  }
});
