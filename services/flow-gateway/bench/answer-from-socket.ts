import { createServer } from 'node:net';

import { messageLength } from './message-length.ts';

/**
 * Answers every request at the port that `PORT` names with this JSON, whatever is asked. No more than a socket, so that
 * the gateway is what is measured on two cores.
 */
export function answerFromSocket(body: string): void {
  const answer = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  createServer((socket) => {
    let received = '';
    socket.setNoDelay();
    socket.setEncoding('latin1');
    socket.on('error', () => socket.destroy());
    socket.on('data', (data) => {
      received += String(data);
      for (let length = messageLength(received); length > 0; length = messageLength(received)) {
        received = received.slice(length);
        socket.write(answer);
      }
    });
  }).listen(Number(process.env.PORT), '127.0.0.1');
}
