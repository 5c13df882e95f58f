import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';
import { createGuardedConnector, createUpstreamAddressPolicy } from '@keyward/auth';
import t, { type Test } from 'tap';

import type { Call, ResponseReceiver } from '../../src/origins/call.ts';
import { createOrigin, type Dial, type Origin } from '../../src/origins/origin.ts';
import type { ResponseLimits } from '../../src/origins/origin-connection.ts';
import type { RequestMessage } from '../../src/origins/request-message.ts';
import { createResponseCollector } from '../fixtures/collected-response.ts';
import { eventually } from '../fixtures/eventually.ts';
import { startOrigin, startTcpOrigin, type TcpOrigin } from '../fixtures/origins.ts';
import { thrownBy } from '../fixtures/thrown-by.ts';

const LIMITS: ResponseLimits = { firstByteMs: 20_000, idleStreamMs: 20_000 };
const guarded: Dial = createGuardedConnector(createUpstreamAddressPolicy(['127.0.0.0/8', '::1/128']), 5_000);

function open(t: Test, url: string, limits: ResponseLimits = LIMITS, dial: Dial = guarded): Origin {
  const origin = createOrigin(new URL(url), dial, limits);
  t.teardown(() => void origin.close());
  return origin;
}

/** The guarded dial, and the connections that it made, as the gateway has them. */
function recordedDial(): { dial: Dial; sockets: Socket[] } {
  const sockets: Socket[] = [];
  const dial: Dial = (to, callback) =>
    guarded(to, (...[error, socket]) => {
      if (error !== null) return callback(error, null);
      sockets.push(socket);
      callback(null, socket);
    });
  return { dial, sockets };
}

interface Steering {
  onStart?(call: Call): void;
  onHead?(call: Call): void;
  onData?(call: Call): void;
  onEnd?(): void;
}

/** Sends a request, and tells what comes of it, in order. */
function send(origin: Origin, message: Partial<RequestMessage> = {}, steering: Steering = {}) {
  const collector = createResponseCollector();
  const { receiver } = collector;
  const events: string[] = [];
  const recorded: ResponseReceiver = {
    onStart(call) {
      events.push('start');
      receiver.onStart(call);
      steering.onStart?.(call);
    },
    onHead(call, status, headers) {
      events.push('head');
      receiver.onHead(call, status, headers);
      steering.onHead?.(call);
    },
    onData(call, piece) {
      events.push('data');
      receiver.onData(call, piece);
      steering.onData?.(call);
    },
    onEnd() {
      events.push('end');
      receiver.onEnd();
      steering.onEnd?.();
    },
    onError(error) {
      events.push('error');
      receiver.onError(error);
    },
  };
  origin.send({ method: 'GET', target: '/', headers: [], body: null, ...message }, recorded);
  return { ...collector, events };
}

const sized = (body: string, lines = '') => `HTTP/1.1 200 OK\r\n${lines}Content-Length: ${body.length}\r\n\r\n${body}`;
const isClosed = ({ connections }: TcpOrigin, index: number) =>
  eventually(() => connections[index]?.destroyed === true);

/** An origin that says which of its connections a request came on, unless `answers` has something for its target. */
async function startTelling(t: Test, answers: Record<string, string | ((socket: Socket) => void)> = {}) {
  const connections: Socket[] = [];
  return await startTcpOrigin(t, (socket, data) => {
    if (!connections.includes(socket)) connections.push(socket);
    for (const [, target = ''] of data.toString('latin1').matchAll(/^[A-Z]+ (\S+) HTTP\/1\.1\r\n/gm)) {
      const answer = answers[target] ?? sized(`connection ${connections.indexOf(socket)}`);
      if (typeof answer === 'string') socket.write(answer, 'latin1');
      else answer(socket);
    }
  });
}

t.test('a connection is used for one request after the other', async (t) => {
  const server = await startTelling(t, {
    '/chunked': 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  });
  const { dial, sockets } = recordedDial();
  const origin = open(t, server.url, LIMITS, dial);
  t.match(await send(origin).response, { status: 200, body: 'connection 0' });
  t.match(await send(origin, { target: '/chunked' }).response, { body: '' });
  for (let count = 0; count < 20; count++) t.match(await send(origin).response, { body: 'connection 0' });
  const { response, events, starts } = send(origin, {
    method: 'POST',
    target: '/a?b=c',
    headers: ['X-A', 'b \xe4\x80\xff'],
  });
  await response;
  t.same(events, ['start', 'head', 'data', 'end']);
  t.equal(starts(), 1);
  t.equal(server.connections.length, 1);
  const host = new URL(server.url).host;
  t.ok(
    server
      .received()
      .endsWith(
        `POST /a?b=c HTTP/1.1\r\nhost: ${host}\r\nconnection: keep-alive\r\nX-A: b \xe4\x80\xff\r\ncontent-length: 0\r\n\r\n`,
      ),
    'the request is as it was given, byte by byte',
  );
  for (const event of ['data', 'end', 'error', 'close', 'drain']) {
    t.ok((sockets[0]?.listenerCount(event) ?? 99) <= 3, `listeners of ${event} do not pile up`);
  }
});

t.test('a response without a body leaves the connection as it was', async (t) => {
  const server = await startTelling(t, {
    '/head': 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n',
    '/chunks': 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n',
    '/204': 'HTTP/1.1 204 No Content\r\n\r\n',
    '/304': 'HTTP/1.1 304 Not Modified\r\nContent-Length: 100\r\n\r\n',
    '/hints': `HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${sized('hinted')}`,
  });
  const origin = open(t, server.url);
  for (const [method, target, status] of [
    ['HEAD', '/head', 200],
    ['HEAD', '/chunks', 200],
    ['GET', '/204', 204],
    ['GET', '/304', 304],
  ] as const) {
    t.match(await send(origin, { method, target }).response, { status, body: '' });
  }
  const hinted = send(origin, { target: '/hints' });
  t.match(await hinted.response, { status: 200, body: 'hinted' });
  t.same(hinted.events, ['start', 'head', 'data', 'end'], 'informational responses are not told of');
  t.match(await send(origin).response, { body: 'connection 0' });
});

t.test('two requests at once have a connection each', async (t) => {
  const server = await startTelling(t);
  const origin = open(t, server.url);
  const both = await Promise.all([send(origin).response, send(origin).response]);
  t.same(both.map(({ body }) => body).sort(), ['connection 0', 'connection 1']);
  t.match((await send(origin).response).body, /^connection [01]$/);
  t.equal(server.connections.length, 2);
});

t.test('bodies are sent as they are', async (t) => {
  const server = await startOrigin(t, (request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => response.end(Buffer.concat(pieces)));
  });
  const { dial, sockets } = recordedDial();
  const origin = open(t, server.url, LIMITS, dial);
  const octets = Buffer.from(Array.from({ length: 256 }, (_, octet) => octet));
  for (const length of [0, 1, 256, 16 * 1024, 16 * 1024 + 1, 3 * 1024 * 1024]) {
    const body = Buffer.alloc(length, octets);
    const { body: returned } = await send(origin, { method: 'POST', body }).response;
    t.ok(body.equals(Buffer.from(returned, 'latin1')), `${length} bytes`);
    t.equal(server.requests.at(-1)?.headers['content-length'], String(length));
  }
  await send(origin, { method: 'DELETE' }).response;
  t.equal(server.requests.at(-1)?.headers['content-length'], undefined);
  t.equal(sockets.length, 1, 'the connection is kept after long ones, too');
});

t.test('what would break the lines of a request is not sent', async (t) => {
  const server = await startTelling(t);
  const origin = open(t, server.url);
  await send(origin).response;
  const before = server.received();
  const values = ['a\r\nX-B: c', 'a\nb', 'a\rb', '\0', 'a\u010ab', 'a\u010db', '\u2028', '\ud800'];
  const names = ['', 'a\r\nX-B', 'a\n', 'a:', 'a b', 'a\0', 'a\u010a', '\xe4'];
  const targets = ['/ HTTP/1.1\r\n\r\nGET /', '/\n', '/\r', '/\0', '/ a', '/\t', '/\xe4', '/\u010a', '/\x7f'];
  const methods = ['', 'GET / HTTP/1.1\r\n\r\nGET', 'G T', 'GET\n', 'G\u010aT'];
  const messages: Partial<RequestMessage>[] = [
    ...values.map((value) => ({ headers: ['X-A', value] })),
    ...names.map((name) => ({ headers: ['X-A', 'b', name, 'c'] })),
    ...targets.map((target) => ({ target })),
    ...methods.map((method) => ({ method })),
  ];
  for (const message of messages) {
    const told: string[] = [];
    const tell = (what: string) => () => void told.push(what);
    const receiver: ResponseReceiver = {
      onStart: tell('start'),
      onHead: tell('head'),
      onData: tell('data'),
      onEnd: tell('end'),
      onError: tell('error'),
    };
    const whole: RequestMessage = { method: 'GET', target: '/', headers: [], body: null, ...message };
    const error = thrownBy(() => origin.send(whole, receiver));
    t.match(error, { message: /^the / }, JSON.stringify(message).replaceAll(/[^ -~]/g, '?'));
    t.same(told, []);
  }
  t.equal(server.received(), before);
  t.match(await send(origin).response, { body: 'connection 0' }, 'the idle connection is still there');
});

t.test('a connection is not used again when its origin closes it, or when there is a doubt about it', async (t) => {
  const forged = sized('forged');
  const kept = sized('first', 'Keep-Alive: timeout=60\r\n');
  const answers: Record<string, string | ((socket: Socket) => void)> = {
    close: sized('first', 'Connection: close\r\n'),
    'HTTP/1.0': 'HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nfirst',
    'no time left': sized('first', 'Keep-Alive: timeout=2\r\n'),
    'until the end': (socket) => socket.end('HTTP/1.1 200 OK\r\n\r\nfirst'),
    'another response behind it': sized('first') + forged,
    'another response behind chunks': `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n0\r\n\r\n${forged}`,
    'an empty line behind it': `${sized('first')}\r\n`,
    'one byte behind it': `${sized('first')}H`,
    'a body for a 204': `HTTP/1.1 204 No Content\r\n\r\n${forged}`,
    'a body announced for a 204': 'HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n',
    'a body for a 304': `HTTP/1.1 304 Not Modified\r\n\r\n${forged}`,
    'another response, later': (socket) => {
      socket.write(kept);
      setTimeout(() => socket.write(forged), 20);
    },
    'an end, later': (socket) => {
      socket.write(kept);
      setTimeout(() => socket.end(), 20);
    },
    'a reset, later': (socket) => {
      socket.write(kept);
      setTimeout(() => socket.resetAndDestroy(), 20);
    },
  };
  for (const [name, answer] of Object.entries(answers)) {
    const server = await startTelling(t, { '/first': answer });
    const { dial, sockets } = recordedDial();
    const origin = open(t, server.url, LIMITS, dial);
    const first = send(origin, { target: '/first' });
    t.match((await first.response).body, /^(first)?$/, name);
    if (name.endsWith('later')) await eventually(() => sockets[0]?.destroyed === true);
    t.match(await send(origin).response, { body: 'connection 1' }, name);
    await isClosed(server, 0);
    t.match(await send(origin).response, { body: 'connection 1' }, `${name}: the next one is kept`);
    t.same(
      first.events.filter((event) => event === 'end' || event === 'error'),
      ['end'],
      name,
    );
  }
});

t.test('a body for HEAD is not taken for the next response', async (t) => {
  const server = await startTelling(t, { '/first': `HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n${sized('forged')}` });
  const origin = open(t, server.url);
  t.match(await send(origin, { method: 'HEAD', target: '/first' }).response, { status: 200, body: '' });
  t.match(await send(origin).response, { body: 'connection 1' });
});

t.test('a response that waited behind a paused one is not taken for the next one', async (t) => {
  const forged = sized('forged');
  const server = await startTelling(t, {
    '/first': (socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfirst');
      setTimeout(() => socket.write('first'), 20);
      setTimeout(() => socket.write(forged), 60);
    },
  });
  const { dial, sockets } = recordedDial();
  const origin = open(t, server.url, LIMITS, dial);
  const calls: Call[] = [];
  const next = Promise.withResolvers<string>();
  const first = send(
    origin,
    { target: '/first' },
    {
      onHead(call) {
        call.pause();
        calls.push(call);
      },
      onEnd: () => void send(origin).response.then(({ body }) => next.resolve(body), next.reject),
    },
  );
  await eventually(() => sockets[0]?.readableLength === 5 + forged.length);
  calls[0]?.resume();
  t.match(await first.response, { body: 'firstfirst' });
  t.equal(await next.promise, 'connection 1');
});

t.test('bytes that nobody asked for are not taken for the response to a request of the same turn', async (t) => {
  let calls = 0;
  const server = await startTcpOrigin(t, (socket) => {
    const own = `HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nno${++calls}`;
    socket.write(own);
    if (calls === 1) setTimeout(() => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged'), 20);
  });
  const { dial, sockets } = recordedDial();
  const origin = open(t, server.url, LIMITS, dial);
  t.equal((await send(origin).response).body, 'no1');
  const next = new Promise<{ body: string }>((resolve) => {
    // Behind the connection's own listener, so that the bytes have come but have not been looked at.
    sockets[0]?.once('data', () => resolve(send(origin).response));
  });
  t.equal((await next).body, 'no2');
  t.equal(sockets.length, 2);
});

t.test('an answer before the end of the request leaves the connection in doubt', async (t) => {
  const server = await startTelling(t, {
    '/first': (socket) => {
      socket.pause();
      socket.write(sized('enough'));
    },
  });
  const origin = open(t, server.url);
  const body = Buffer.alloc(32 * 1024 * 1024, 'x');
  const first = send(origin, { method: 'POST', target: '/first', body });
  t.match(await first.response, { body: 'enough' });
  t.match(await send(origin).response, { body: 'connection 1' });
  t.same(first.events, ['start', 'head', 'data', 'end']);
});

t.test('a connection is kept no longer than its origin keeps it', async (t) => {
  const server = await startTelling(t, { '/first': sized('first', 'Keep-Alive: timeout=3\r\n') });
  const origin = open(t, server.url);
  const other = open(t, server.url);
  await send(origin, { target: '/first' }).response;
  await delay(40);
  t.match(await send(origin, { target: '/first' }).response, { body: 'first' });
  t.equal(server.connections.length, 1, 'it is kept');
  await send(other, { target: '/first' }).response;
  // Two seconds early, and before anybody has looked at it.
  await delay(1_050);
  t.match(await send(origin).response, { body: 'connection 2' });
  await Promise.all([isClosed(server, 0), isClosed(server, 1)]);
  t.pass('one that nobody asks for is closed');
});

t.test('an aborted call takes its connection along, and is told of no more', async (t) => {
  const server = await startTelling(t, {
    '/chunks': 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n1\r\nb\r\n0\r\n\r\n',
    '/silent': () => undefined,
    '/broken': 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\nbroken',
  });
  const origin = open(t, server.url);
  const abort = (call: Call) => call.abort(new Error('given up'));
  const aborted = [
    { target: '/', steering: { onStart: abort }, events: ['start'] },
    { target: '/chunks', steering: { onHead: abort }, events: ['start', 'head'] },
    { target: '/chunks', steering: { onData: abort }, events: ['start', 'head', 'data'] },
    { target: '/broken', steering: { onData: abort }, events: ['start', 'head', 'data'] },
    {
      target: '/silent',
      steering: { onStart: (call: Call) => setTimeout(() => abort(call), 20) },
      events: ['start'],
    },
  ];
  for (const [index, { target, steering, events }] of aborted.entries()) {
    const call = send(origin, { target }, steering);
    await isClosed(server, index);
    await delay(10);
    t.same(call.events, events);
    if (index === 0) t.equal(server.received(), '', 'what was given up before there was a connection is not sent');
  }
  t.match(await send(origin).response, { status: 200 });
  t.equal(server.connections.length, aborted.length + 1, 'none is used again');
});

t.test('a call that is over has no hold on the next one', async (t) => {
  const waiting: Socket[] = [];
  const server = await startTelling(t, {
    '/first': sized('first'),
    '/second': (socket) => void waiting.push(socket),
    '/lost': (socket) => socket.end(),
  });
  const origin = open(t, server.url);
  const calls: Call[] = [];
  const keep = (call: Call) => void calls.push(call);
  const steer = () => {
    for (const call of calls) {
      call.pause();
      call.abort(new Error('too late'));
      call.resume();
      call.pause();
    }
  };
  await send(origin, { target: '/first' }, { onHead: keep }).response;
  steer();
  const second = send(origin, { target: '/second' });
  await eventually(() => waiting.length === 1);
  steer();
  waiting[0]?.write(sized('second'));
  t.match(await second.response, { body: 'second' });
  t.equal(server.connections.length, 1);
  const lost = send(origin, { target: '/lost' }, { onStart: keep });
  await t.rejects(lost.response, { code: 'ORIGIN_CLOSED' });
  steer();
  t.match(await send(origin).response, { body: 'connection 1' });
  t.same(lost.events, ['start', 'error']);
});

t.test('a call that is paused stops its origin', async (t) => {
  const length = 48 * 1024 * 1024;
  const server = await startTelling(t, {
    '/large': (socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${length}\r\n\r\n`);
      socket.write(Buffer.alloc(length, 'x'));
    },
  });
  const origin = open(t, server.url, { firstByteMs: 20_000, idleStreamMs: 500 });
  const calls: Call[] = [];
  const large = send(
    origin,
    { target: '/large' },
    {
      onData(call) {
        if (calls.length > 0 || large.received() < 256 * 1024) return;
        call.pause();
        calls.push(call);
      },
    },
  );
  await eventually(() => calls.length > 0);
  // Longer than a response may stop by itself.
  await delay(700);
  const received = large.received();
  t.ok(received <= 512 * 1024, `${received} bytes`);
  t.ok((server.connections[0]?.writableLength ?? 0) > 0, 'the origin waits');
  calls[0]?.resume();
  t.equal((await large.response).body.length, length);
  t.match(await send(origin).response, { body: 'connection 0' }, 'the connection is as good as before');
});

t.test('a response that is over while it is paused does not keep the next one paused', async (t) => {
  const server = await startTelling(t, { '/first': sized('first') });
  const origin = open(t, server.url);
  t.match(await send(origin, { target: '/first' }, { onHead: (call) => call.pause() }).response, { body: 'first' });
  t.match(await send(origin).response, { body: 'connection 0' });
});

t.test('a response that breaks off is an error, told once, and the request is sent once', async (t) => {
  const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
  const broken: Record<string, [string, (socket: Socket) => void]> = {
    'an end in place of a response': ['ORIGIN_CLOSED', (socket) => socket.end()],
    'an end in the head': ['ORIGIN_CLOSED', (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-')],
    'an end in the body': [
      'ORIGIN_CLOSED',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello'),
    ],
    'an end behind an informational response': [
      'ORIGIN_CLOSED',
      (socket) => socket.end('HTTP/1.1 100 Continue\r\n\r\n'),
    ],
    'an end in front of the last chunk': ['ORIGIN_CLOSED', (socket) => socket.end(`${chunked}5\r\nhello\r\n`)],
    'an end in the last chunk': ['ORIGIN_CLOSED', (socket) => socket.end(`${chunked}5\r\nhello\r\n0\r\n`)],
    'a reset': ['ECONNRESET', (socket) => socket.resetAndDestroy()],
    'no HTTP': ['MALFORMED_RESPONSE', (socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n')],
    'two lengths': ['MALFORMED_RESPONSE', (socket) => socket.write(sized('hello', 'Content-Length: 3\r\n'))],
    'a broken chunk': ['MALFORMED_RESPONSE', (socket) => socket.write(`${chunked}5\r\nhello0\r\n\r\n`)],
    'a switch of protocols': ['MALFORMED_RESPONSE', (socket) => socket.write('HTTP/1.1 101 Go\r\nUpgrade: x\r\n\r\n')],
  };
  for (const [name, [code, answer]] of Object.entries(broken)) {
    const server = await startTelling(t, { '/broken': answer });
    const origin = open(t, server.url);
    await send(origin).response;
    const call = send(origin, { method: 'POST', target: '/broken', body: Buffer.from('once') });
    await t.rejects(call.response, { code }, name);
    await isClosed(server, 0);
    t.equal(server.received().split('once').length, 2, 'sent once');
    t.match(await send(origin).response, { body: 'connection 1' });
    t.equal(call.events.filter((event) => event === 'error' || event === 'end').join(), 'error', 'told once');
  }
});

t.test('an origin that does not answer in time', async (t) => {
  const drip = (text: string) => (socket: Socket) => {
    let at = 0;
    const dripping = setInterval(() => {
      if (socket.destroyed || at === text.length) clearInterval(dripping);
      else socket.write(text.charAt(at++), 'latin1');
    }, 20);
  };
  const server = await startTelling(t, {
    '/silent': () => undefined,
    '/dripping': drip(sized('dripped', `X-A: ${'b'.repeat(1_000)}\r\n`)),
    '/hints': (socket) => {
      const hinting = setInterval(() => {
        if (socket.destroyed) clearInterval(hinting);
        else socket.write('HTTP/1.1 102 Processing\r\n\r\n');
      }, 40);
    },
    '/steady': (socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 60\r\n\r\n');
      drip('x'.repeat(60))(socket);
    },
    '/stopping': 'HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello',
  });
  const hasty = open(t, server.url, { firstByteMs: 300, idleStreamMs: 20_000 });
  const restless = open(t, server.url, { firstByteMs: 20_000, idleStreamMs: 1_000 });
  const silent = send(hasty, { target: '/silent' });
  const stopping = send(restless, { target: '/stopping' });
  await Promise.all([
    t.rejects(silent.response, { code: 'RESPONSE_TIMEOUT' }),
    t.rejects(send(hasty, { target: '/dripping' }).response, { code: 'RESPONSE_TIMEOUT' }, 'bytes are no response'),
    t.rejects(send(hasty, { target: '/hints' }).response, { code: 'RESPONSE_TIMEOUT' }, 'hints are none either'),
    t.rejects(stopping.response, { code: 'IDLE_RESPONSE' }),
    t.resolveMatch(
      send(restless, { target: '/steady' }).response,
      { body: 'x'.repeat(60) },
      'one that goes on may last',
    ),
  ]);
  await eventually(() => server.connections.filter(({ destroyed }) => destroyed).length === 4);
  t.same(silent.events, ['start', 'error']);
  t.same(stopping.events, ['start', 'head', 'data', 'error']);
});

t.test('where there is no connection, there is no start', async (t) => {
  const server = await startTcpOrigin(t, () => undefined);
  const dials: string[] = [];
  const counted: Dial = (to, callback) => {
    dials.push(to.hostname);
    guarded(to, callback);
  };
  const refused = open(t, 'http://127.0.0.1:1', LIMITS, counted);
  const call = send(refused);
  await t.rejects(call.response, { code: 'ECONNREFUSED' });
  t.same(call.events, ['error']);
  t.equal(dials.length, 1);
  await refused.close();
  const forbidden = open(t, server.url.replace('127.0.0.1', '10.0.0.1'));
  const other = send(forbidden);
  await t.rejects(other.response, { code: 'FORBIDDEN_ADDRESS' });
  t.same(other.events, ['error']);
  await forbidden.close();
});

t.test('closing waits for what is under way, not for what is idle', async (t) => {
  const waiting: Socket[] = [];
  const server = await startTelling(t, { '/first': (socket) => void waiting.push(socket) });
  const origin = open(t, server.url);
  await Promise.all([send(origin).response, send(origin).response]);
  t.equal(origin.closed, false);
  const first = send(origin, { target: '/first' });
  await eventually(() => waiting.length === 1);
  let isDone = false;
  const closing = origin.close().then(() => {
    isDone = true;
  });
  t.equal(origin.closed, true);
  await eventually(() => server.connections.filter(({ destroyed }) => destroyed).length === 1);
  t.equal(isDone, false);
  waiting[0]?.write(sized('first', 'Keep-Alive: timeout=60\r\n'));
  t.match(await first.response, { body: 'first' });
  await closing;
  await eventually(() => server.connections.every(({ destroyed }) => destroyed));
  await origin.close();
});

t.test('closing waits for connections that are being made', async (t) => {
  const server = await startTelling(t);
  const gate = Promise.withResolvers<void>();
  const held: Dial = (to, callback) =>
    guarded(to, (...result) => {
      void gate.promise.then(() => callback(...result));
    });
  const origin = open(t, server.url, LIMITS, held);
  const refused = open(t, 'http://127.0.0.1:1', LIMITS, held);
  const call = send(origin);
  const other = send(refused);
  const closings = [origin.close(), refused.close()];
  t.equal(await Promise.race([...closings, delay(30, 'waits')]), 'waits');
  gate.resolve();
  t.match(await call.response, { body: 'connection 0' });
  await t.rejects(other.response, { code: 'ECONNREFUSED' });
  await Promise.all(closings);
  await isClosed(server, 0);
});

t.test('a request that comes after the close has its time limits, too', async (t) => {
  const server = await startTelling(t, { '/silent': () => undefined });
  const origin = open(t, server.url, { firstByteMs: 100, idleStreamMs: 100 });
  await origin.close();
  await t.rejects(send(origin, { target: '/silent' }).response, { code: 'RESPONSE_TIMEOUT' });
});

t.test('origins by addresses of version 6', async (t) => {
  const server = await startTcpOrigin(t, (socket) => socket.write(sized('six')), { host: '::1' });
  t.match(await send(open(t, server.url)).response, { body: 'six' });
  t.match(server.received(), /\r\nhost: \[::1\]:\d+\r\n/);
});

t.test('origins over TLS', async (t) => {
  // A key that both sides have, in place of a certificate.
  const psk = Buffer.from('a key for this test alone');
  const ciphers = 'PSK-AES128-GCM-SHA256';
  const maxVersion = 'TLSv1.2';
  const server = await startTcpOrigin(t, (socket) => socket.write(sized('secret')), {
    tls: { ciphers, maxVersion, pskCallback: () => psk },
  });
  const dial: Dial = ({ protocol, hostname, port }, callback) => {
    t.equal(protocol, 'https:');
    const socket = connectTls(
      {
        host: hostname,
        port: Number(port),
        ciphers,
        maxVersion,
        pskCallback: () => ({ psk, identity: 'gateway' }),
        checkServerIdentity: () => undefined,
      },
      () => callback(null, socket),
    );
  };
  const origin = open(t, server.url, LIMITS, dial);
  const body = Buffer.alloc(100_000, 'x');
  t.match(await send(origin).response, { body: 'secret' });
  t.match(await send(origin).response, { body: 'secret' });
  t.equal(server.connections.length, 1);
  t.match(await send(origin, { method: 'POST', body }).response, { body: 'secret' });
  await origin.close();
  await isClosed(server, 0);
});
