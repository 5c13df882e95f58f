import { once } from 'node:events';
import type { Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import t from 'tap';

import type { ClientResponse, RequestHead } from '../../src/edge/client-message.ts';
import { CONNECTION_LIMITS, createHttpServer } from '../../src/edge/http-server.ts';
import { eventually } from '../fixtures/eventually.ts';
import { openRaw } from '../fixtures/raw-connection.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

type Handler = (request: RequestHead, response: ClientResponse) => void;

/** A server that tells which of its two ways a request came, and what was in it. */
async function startServer(
  t: { teardown(clean: () => unknown): void },
  handle: Handler = answer,
  limits: Partial<typeof CONNECTION_LIMITS> = {},
) {
  const ways: string[] = [];
  const listeners = {
    plain: {
      takes: ({ url }: { url: string }) => url !== '/not-this-one',
      serve(request: RequestHead & { body: Buffer | null }, response: ClientResponse) {
        ways.push(`plain ${request.method} ${request.url} ${request.body?.toString() ?? ''}`.trim());
        handle(request, response);
      },
    },
    other: (request: RequestHead & NodeJS.ReadableStream, response: ClientResponse) => {
      let body = '';
      request.on('data', (piece) => {
        body += String(piece);
      });
      request.on('end', () => {
        ways.push(`node ${request.method} ${request.url} ${body}`.trim());
        handle(request, response);
      });
    },
  };
  const server: Server = createHttpServer(listeners, { ...CONNECTION_LIMITS, ...limits });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => server.close().closeAllConnections());
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { server, port, ways };
}

const answer: Handler = (_request, response) => {
  response.writeHead(200, { 'content-length': '2' });
  response.end('ok', 'latin1');
};

const post = (target: string, body: string) =>
  `POST ${target} HTTP/1.1\r\nHost: a\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
const get = (target: string, header = '') => `GET ${target} HTTP/1.1\r\nHost: a\r\n${header}\r\n`;

t.test('a request that comes in two pieces, wherever it was cut', async (t) => {
  const { port, ways } = await startServer(t);
  const request = post('/a', 'the body');
  for (let cut = 1; cut < request.length; cut += 3) {
    const client = await openRaw(port);
    client.socket.setNoDelay(true);
    client.socket.write(get('/first'));
    await client.until('ok');
    client.socket.write(request.slice(0, cut));
    await delay(2);
    client.socket.write(request.slice(cut));
    await eventually(() => client.received().split('200 OK').length === 3);
    client.socket.write(get('/last'));
    await eventually(() => client.received().split('200 OK').length === 4);
    client.socket.destroy();
    const way = request.slice(0, cut).includes('\r\n\r\n') ? 'plain' : 'node';
    t.same(ways.splice(0), ['plain GET /first', `${way} POST /a the body`, `${way} GET /last`], `cut at ${cut}`);
  }
});

t.test('a body that does not come soon is node’s to wait for', async (t) => {
  const { port, ways } = await startServer(t);
  const [head = '', body = ''] = post('/a', 'the body').split(/(?<=\r\n\r\n)/);
  const client = await openRaw(port);
  client.socket.write(`${head}the `);
  await delay(100);
  client.socket.write(body.slice(4));
  await client.until('ok');
  const long = await openRaw(port);
  long.socket.write(post('/b', 'x'.repeat(3_000_000)));
  await long.until('ok');
  t.same(ways, ['node POST /a the body', `node POST /b ${'x'.repeat(3_000_000)}`]);
  const gone = await openRaw(port);
  gone.socket.write(head);
  await delay(2);
  gone.socket.destroy();
  await delay(50);
  t.equal(ways.length, 2, 'a client that leaves before is forgotten');
});

t.test('what a listener does not take goes to node, with what comes behind it', async (t) => {
  const { port, ways } = await startServer(t);
  const client = await openRaw(port);
  client.socket.write(get('/not-this-one'));
  await client.until('ok');
  client.socket.write(get('/a'));
  await eventually(() => client.received().split('200 OK').length === 3);
  t.same(ways, ['node GET /not-this-one', 'node GET /a']);
});

t.test('requests that come before the answer to an earlier one', async (t) => {
  const waiting: ClientResponse[] = [];
  const { port, ways } = await startServer(t, (_request, response) => void waiting.push(response));
  const client = await openRaw(port);
  client.socket.write(get('/1'));
  await eventually(() => waiting.length === 1);
  client.socket.write(get('/2') + get('/3'));
  await delay(20);
  t.equal(waiting.length, 1, 'wait for it');
  for (let at = 0; at < 3; at++) {
    await eventually(() => waiting.length > at);
    const response = waiting[at];
    response?.writeHead(200, { 'content-length': '1' });
    response?.end(String(at + 1), 'latin1');
  }
  await eventually(() => client.received().split('200 OK').length === 4);
  t.same(ways, ['plain GET /1', 'node GET /2', 'node GET /3']);
  t.same(client.received().match(/\r\n\r\n\d/g), ['\r\n\r\n1', '\r\n\r\n2', '\r\n\r\n3'], 'answered in their order');

  const next = await openRaw(port);
  next.socket.write(get('/4'));
  await eventually(() => waiting.length === 4);
  next.socket.write(get('/5'));
  await delay(20);
  next.socket.destroy();
  await eventually(() => waiting[3]?.closed === true);
  t.equal(waiting.length, 4, 'nothing of what comes then is served where the client is gone');
});

t.test('a flood behind a request that is answered waits in bounded memory', async (t) => {
  const waiting: ClientResponse[] = [];
  const { port } = await startServer(t, (_request, response) => void waiting.push(response));
  const client = await openRaw(port);
  client.socket.write(get('/1'));
  await eventually(() => waiting.length === 1);
  const piece = Buffer.alloc(64 * 1024, 'x');
  let sent = 0;
  while (sent < 64 * 1024 ** 2 && client.socket.write(piece)) sent += piece.length;
  await delay(100);
  t.ok(client.socket.writableLength > 0, 'the client is held back');
  client.socket.destroy();
});

t.test('answers as node writes them', async (t) => {
  const cases: Record<string, Handler> = {
    '/counted': answer,
    '/list': (_request, response) => {
      response.writeHead(200, ['set-cookie', 'a=1', 'set-cookie', 'b=2', 'content-length', '1', 'x-text', '\xfc']);
      response.end('\xfc', 'latin1');
    },
    '/utf8': (_request, response) => {
      response.writeHead(404, { 'content-type': 'text/plain', 'content-length': '2' });
      response.end('ü', 'utf8');
    },
    '/dated': (_request, response) => {
      response.writeHead(200, ['date', 'Thu, 01 Jan 1970 00:00:00 GMT', 'content-length', '0']);
      response.end();
    },
    '/chunks': (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.flushHeaders();
      response.write(Buffer.from('first'));
      response.write(Buffer.from(''));
      response.write(Buffer.alloc(20_000, 'b'));
      response.end('last', 'utf8');
    },
    '/chunk': (_request, response) => {
      response.writeHead(201, []);
      response.end('only', 'latin1');
    },
    '/no-content': (_request, response) => {
      response.writeHead(204, { 'x-a': 'b' });
      response.end();
    },
    '/not-modified': (_request, response) => {
      response.writeHead(304, {});
      response.end();
    },
    '/odd': (_request, response) => {
      response.writeHead(299, {});
      response.end();
    },
    '/closes': (_request, response) => {
      response.shouldKeepAlive = false;
      answer(_request, response);
    },
  };
  const { port, ways } = await startServer(t, (request, response) => cases[request.url ?? '']?.(request, response));
  for (const method of ['GET', 'HEAD']) {
    for (const target of Object.keys(cases)) {
      const texts: string[] = [];
      // The second one of them is not plain: it says that it accepts trailers.
      for (const header of ['', 'TE: trailers\r\n']) {
        const client = await openRaw(port);
        client.socket.write(get(target, header).replace('GET', method));
        await eventually(() => client.received().includes('\r\n\r\n'));
        await delay(10);
        const text = client.received();
        texts.push(
          target === '/dated' ? text : text.replace(/\r\nDate: .{3}, \d\d .{3} \d{4} \d\d:\d\d:\d\d GMT/, '\r\nDate'),
        );
        client.socket.destroy();
      }
      const [plain = '', node = ''] = texts;
      t.equal(plain.split('\r\n\r\n', 1)[0], node.split('\r\n\r\n', 1)[0], `${method} ${target}: the same head`);
      t.equal(dechunked(plain), dechunked(node), 'the same body');
    }
  }
  t.match(ways.join(), /plain GET \/counted,node GET \/counted/);
});

/** The body, without its frames, which may be cut otherwise. */
function dechunked(answer: string): string {
  const body = answer.slice(answer.indexOf('\r\n\r\n') + 4);
  if (!/transfer-encoding: chunked/i.test(answer) || body === '') return body;
  if (!body.endsWith('\r\n0\r\n\r\n') && body !== '0\r\n\r\n') return 'without an end';
  let data = '';
  for (let at = 0; ; ) {
    const end = body.indexOf('\r\n', at);
    const size = Number.parseInt(body.slice(at, end), 16);
    if (size === 0) return data;
    data += body.slice(end + 2, end + 2 + size);
    at = end + size + 4;
  }
}

t.test('a header that would end its line is no header', async (t) => {
  const thrown: unknown[] = [];
  const { port } = await startServer(t, (_request, response) => {
    for (const value of ['a\r\nX-B: c', 'a\nb', '\u010d\u010aX-B: c', 'a\0']) {
      try {
        response.writeHead(200, { 'x-a': value });
      } catch (error) {
        thrown.push(error);
      }
    }
    response.writeHead(500, {});
    response.end();
  });
  const client = await openRaw(port);
  client.socket.write(get('/a'));
  await client.until('\r\n\r\n');
  t.equal(thrown.length, 4);
  t.match(client.received(), /^HTTP\/1\.1 500 /);
  t.notMatch(client.received(), 'X-B');
});

t.test('a client that reads slowly', async (t) => {
  const piece = Buffer.alloc(256 * 1024, 'x');
  let drains = 0;
  let refusedAt = 0;
  let over: ClientResponse | undefined;
  const { port } = await startServer(t, (_request, response) => {
    over = response;
    response.writeHead(200, { 'content-length': String(200 * piece.length) });
    let sent = 0;
    const send = () => {
      while (sent < 200) {
        sent++;
        if (!response.write(piece)) {
          refusedAt ||= sent;
          response.once('drain', () => {
            drains++;
            send();
          });
          return;
        }
      }
      response.end();
    };
    send();
  });
  const client = await openRaw(port);
  client.socket.pause();
  client.socket.write(get('/a'));
  await delay(100);
  t.ok(refusedAt > 0 && refusedAt < 100, 'is waited for');
  t.equal(over?.writableFinished, false);
  client.socket.resume();
  await eventually(() => over?.closed === true);
  t.ok(drains > 0);
  t.equal(over?.writableFinished, true);
  let received = '';
  await eventually(() => {
    received = client.received();
    return received.length >= 200 * piece.length + received.indexOf('\r\n\r\n') + 4;
  });
  t.equal(received.length, 200 * piece.length + received.indexOf('\r\n\r\n') + 4, 'gets all of it');
});

t.test('a client that hangs up', async (t) => {
  const closes: boolean[] = [];
  const { port } = await startServer(t, (_request, response) => {
    response.on('close', () => closes.push(response.writableFinished));
    response.writeHead(200, {});
    response.write(Buffer.from('first'));
  });
  for (const leave of ['destroy', 'end', 'resetAndDestroy'] as const) {
    const client = await openRaw(port);
    client.socket.write(get('/a'));
    await client.until('first');
    client.socket[leave]();
    await eventually(() => closes.length > 0);
    t.same(closes.splice(0), [false], `${leave}: the response is over, once, and not whole`);
  }
});

t.test('a response that is over has no hold on the next one of its connection', async (t) => {
  const responses: ClientResponse[] = [];
  const { port } = await startServer(t, (request, response) => {
    responses.push(response);
    if (request.url === '/1') answer(request, response);
  });
  const client = await openRaw(port);
  client.socket.write(get('/1'));
  await client.until('ok');
  client.socket.write(get('/2'));
  await eventually(() => responses.length === 2);
  const [first, second] = responses;
  first?.destroy();
  first?.end('more', 'latin1');
  t.equal(first?.destroyed, true);
  t.equal(second?.destroyed, false);
  second?.writeHead(200, { 'content-length': '6' });
  second?.end('second', 'latin1');
  await client.until('second');
  t.notMatch(client.received(), 'more');
});

t.test('connections that wait', async (t) => {
  const { port, server } = await startServer(t, answer, { headersMs: 300, keepAliveMs: 1_000, checkEveryMs: 50 });
  const silent = await openRaw(port);
  const idle = await openRaw(port);
  const start = performance.now();
  idle.socket.write(get('/a'));
  await idle.until('ok');
  t.match(idle.received(), '\r\nKeep-Alive: timeout=1\r\n');
  await silent.closed();
  t.match(silent.received(), /^HTTP\/1\.1 408 .*request-timeout/s, 'for a first request');
  t.notOk(idle.socket.destroyed);
  await idle.closed();
  t.ok(performance.now() - start > 900, 'for another one, longer');

  const other = await openRaw(port);
  other.socket.write(get('/a'));
  await other.until('ok');
  server.close();
  await other.closed();
  t.pass('a server that closes does not wait for them');
});

t.test('an idle connection keeps neither its last request nor the answer', async (t) => {
  const served: WeakRef<object>[] = [];
  const { port } = await startServer(t, (request, response) => {
    served.push(new WeakRef(request), new WeakRef(response), new WeakRef(request.rawHeaders));
    answer(request, response);
  });
  const client = await openRaw(port);
  client.socket.write(get('/a'));
  await client.until('ok');
  t.equal(served.length, 3);
  await eventually(() => {
    collectGarbage();
    return served.every((one) => one.deref() === undefined);
  });
  t.notOk(client.socket.destroyed);
});
