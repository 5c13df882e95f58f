import { Worker } from 'node:worker_threads';

/** A thread that answers one question after the other. */
export interface Thread<Question, Answer> {
  /** Rejects when the thread ends before it answers. */
  ask(question: Question): Promise<Answer>;
  end(): Promise<void>;
}

/** Starts a module that calls `answerQuestions` as a thread of its own, with `data` for its start. */
export function startThread<Question, Answer>(module: URL, data: unknown): Thread<Question, Answer> {
  const worker = new Worker(module, { workerData: data });
  const waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void }[] = [];
  let failure: Error | undefined;

  function fail(error: Error): void {
    failure ??= error;
    for (const { reject } of waiting.splice(0)) reject(failure);
  }

  worker.on('message', (answer: Answer) => waiting.shift()?.resolve(answer));
  worker.on('error', (error) => fail(error instanceof Error ? error : new Error('a thread has failed')));
  worker.on('exit', () => fail(new Error('the thread has ended')));
  return {
    ask(question) {
      if (failure !== undefined) return Promise.reject(failure);
      return new Promise<Answer>((resolve, reject) => {
        waiting.push({ resolve, reject });
        worker.postMessage(question);
      });
    },
    async end() {
      await worker.terminate();
    },
  };
}
