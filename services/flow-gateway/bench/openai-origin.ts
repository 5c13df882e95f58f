import { createServer } from 'node:net';

import { messageLength } from './message-length.ts';

const USAGE = { prompt_tokens: 12, completion_tokens: 40, total_tokens: 52 };
const MESSAGE = { role: 'assistant', content: 'Hello from the model. '.repeat(20) };
const BODY = JSON.stringify({
  id: 'chatcmpl-0123456789',
  object: 'chat.completion',
  created: 1_735_689_600,
  model: 'gpt-large-2026',
  choices: [{ index: 0, message: MESSAGE, finish_reason: 'stop' }],
  usage: USAGE,
});
const ANSWER = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`;

/** The provider of the bench: no more than a socket, whatever is asked. */
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
