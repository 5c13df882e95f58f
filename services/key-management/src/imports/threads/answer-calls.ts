import { parentPort } from 'node:worker_threads';
import type { Calls, Question } from './thread.ts';

/** Makes this thread answer each call in its turn. What an answer throws ends the thread. */
export function answerCalls<C extends Calls>(calls: C): void {
  const port = parentPort;
  if (port === null) throw new Error('this module runs as a thread only');
  port.on('message', ({ name, argument }: Question<C>) => port.postMessage(calls[name]?.(argument)));
}
