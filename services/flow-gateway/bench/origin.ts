import { createServer } from 'node:net';

import { messageLength } from './message-length.ts';

const BODY = JSON.stringify({ text: 'Hello from the flow', question: 'hello', chatId: 'c'.repeat(36) });
const ANSWER = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`;

/** The flow server of the bench. No more than a socket, so that the gateway is what is measured on two cores. */
createServer((socket) => {
  let received = '';
  socket.setNoDelay();
  socket.setEncoding('latin1');
  socket.on('error', () => socket.destroy());
  socket.on('data', (data) => {
    received += String(data);
    for (let length = messageLength(received); length > 0; length = messageLength(received)) {
      received = received.slice(length);
      socket.write(ANSWER);
    }
  });
}).listen(Number(process.env.PORT), '127.0.0.1');
