import { once } from 'node:events';
import { connect } from 'node:net';
import t from 'tap';

import { writeWhole } from '../src/whole-writes.ts';
import { startTcpOrigin } from './fixtures/origins.ts';

const HEAD = 'POST / HTTP/1.1\r\nx-name: é\r\n\r\n';
const EVERY_BYTE = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));

t.test('small pieces in a row leave as one text, all else as it would have', async (t) => {
  let received = Buffer.alloc(0);
  let awaited = { length: 0, done: () => {} };
  const origin = await startTcpOrigin(t, (_socket, data) => {
    received = Buffer.concat([received, data]);
    if (received.length >= awaited.length) awaited.done();
  });
  const socket = connect(Number(new URL(origin.url).port), '127.0.0.1');
  t.teardown(() => socket.destroy());
  await once(socket, 'connect');
  const texts: unknown[] = [];
  const write = socket._write.bind(socket);
  socket._write = (chunk, encoding, done) => {
    texts.push(chunk);
    write(chunk, encoding, done);
  };
  writeWhole(socket);

  const most = 16 * 1024 - HEAD.length;
  const cases = [
    { name: 'every byte there is', pieces: [EVERY_BYTE], texts: 1 },
    { name: 'a chunk in its frame', pieces: ['100\r\n', EVERY_BYTE, '\r\n'], texts: 1 },
    { name: 'the largest small body', pieces: [Buffer.alloc(most, EVERY_BYTE)], texts: 1 },
    { name: 'a larger one', pieces: [Buffer.alloc(most + 1, EVERY_BYTE)], texts: 0 },
    { name: 'text that is encoded otherwise', pieces: ['é'], encoding: 'utf8', texts: 0 },
  ] as const;
  for (const { name, pieces, texts: expected, ...text } of cases) {
    const encoding = 'encoding' in text ? text.encoding : 'latin1';
    const whole = Buffer.concat([Buffer.from(HEAD, 'latin1'), ...pieces.map((piece) => Buffer.from(piece))]);
    const { promise, resolve } = Promise.withResolvers<void>();
    received = Buffer.alloc(0);
    awaited = { length: whole.length, done: resolve };
    texts.length = 0;
    socket.cork();
    socket.write(HEAD, 'latin1');
    for (const piece of pieces) socket.write(piece, encoding);
    socket.uncork();
    await promise;
    t.equal(received.toString('hex'), whole.toString('hex'), `${name} arrives as it was sent`);
    t.equal(texts.length, expected, `${name}, texts written`);
  }
});
