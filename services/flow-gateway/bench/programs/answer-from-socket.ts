import { createServer } from 'node:net';

import { messageLength } from '../load/message-length.ts';

/**
 * Answers every request at the port that `PORT` names with JSON. No more than a socket, so that the gateway is what is
 * measured on two cores.
 */
export function answerFromSocket(answerTo: (request: string) => { status: string; body: string }): void {
  createServer((socket) => {
    let received = '';
    socket.setNoDelay();
    socket.setEncoding('latin1');
    socket.on('error', () => socket.destroy());
    socket.on('data', (data) => {
      received += String(data);
      for (let length = messageLength(received); length > 0; length = messageLength(received)) {
        const { status, body } = answerTo(received.slice(0, length));
        received = received.slice(length);
        socket.write(
          `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
        );
      }
    });
  }).listen(Number(process.env.PORT), '127.0.0.1');
}
