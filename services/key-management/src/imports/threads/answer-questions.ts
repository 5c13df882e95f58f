import { parentPort } from 'node:worker_threads';

/** Makes this thread answer each question in its turn. What `answer` throws ends the thread. */
export function answerQuestions<Question, Answer>(answer: (question: Question) => Answer): void {
  const port = parentPort;
  if (port === null) throw new Error('this module runs as a thread only');
  port.on('message', (question: Question) => port.postMessage(answer(question)));
}
