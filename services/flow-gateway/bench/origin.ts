import { createServer } from 'node:http';

const ANSWER = Buffer.from(JSON.stringify({ text: 'Hello from the flow', question: 'hello', chatId: 'c'.repeat(36) }));

/** The flow server of the bench: reads a request and answers a prediction. */
const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': ANSWER.length });
    response.end(ANSWER);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(Number(process.env.PORT), '127.0.0.1');
