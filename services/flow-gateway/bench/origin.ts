import { answerFromSocket } from './answer-from-socket.ts';

// The flow server of the bench.
answerFromSocket(JSON.stringify({ text: 'Hello from the flow', question: 'hello', chatId: 'c'.repeat(36) }));
