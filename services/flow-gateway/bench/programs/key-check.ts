import { answerFromSocket } from './answer-from-socket.ts';

const { TOKEN = '' } = process.env;

// What nginx and Caddy ask whether a request may pass: one key may.
answerFromSocket((request) => {
  const token = /\r\nauthorization: bearer (\S+)/i.exec(request)?.[1];
  return { status: token === TOKEN ? '200 OK' : '401 Unauthorized', body: '' };
});
