import { answerFromSocket } from './answer-from-socket.ts';

const USAGE = { prompt_tokens: 12, completion_tokens: 40, total_tokens: 52 };
const MESSAGE = { role: 'assistant', content: 'Hello from the model. '.repeat(20) };
const COMPLETION = JSON.stringify({
  id: 'chatcmpl-0123456789',
  object: 'chat.completion',
  created: 1_735_689_600,
  model: 'gpt-large-2026',
  choices: [{ index: 0, message: MESSAGE, finish_reason: 'stop' }],
  usage: USAGE,
});

// The provider of the bench.
answerFromSocket(() => ({ status: '200 OK', body: COMPLETION }));
