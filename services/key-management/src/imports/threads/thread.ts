import { Worker } from 'node:worker_threads';

/** What a thread answers, by name: each call takes one argument, and both ways go values that can be copied. */
export type Calls = Readonly<Record<string, (argument: never) => unknown>>;

/** A call on its way to a thread. */
export interface Question<C extends Calls> {
  readonly name: keyof C;
  readonly argument: never;
}

/** A thread that answers one call after the other. */
export interface Thread<C extends Calls> {
  /** Rejects when the thread ends before it answers. */
  ask<Name extends keyof C>(name: Name, argument: Parameters<C[Name]>[0]): Promise<ReturnType<C[Name]>>;
  readonly ended: boolean;
  /** Whether it lives and has answered everything. */
  readonly idle: boolean;
  /** Whether it keeps the process alive. */
  hold(held: boolean): void;
  end(): Promise<void>;
}

/** Who waits for the next answer; it is of the type that he has asked for. */
interface Waiting {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/** Rows come and go: more room for young objects would make the process larger, and nothing faster. */
const resourceLimits = { maxYoungGenerationSizeMb: 8 };

/** Starts a module that calls `answerCalls` as a thread of its own, with `data` for its start. */
export function startThread<C extends Calls>(module: URL, data: unknown): Thread<C> {
  const worker = new Worker(module, { workerData: data, resourceLimits });
  const waiting: Waiting[] = [];
  let failure: Error | undefined;

  function fail(error: Error): void {
    failure ??= error;
    for (const caller of waiting.splice(0)) caller.reject(failure);
  }

  worker.on('message', (answer: unknown) => waiting.shift()?.resolve(answer));
  worker.on('error', (error) => fail(error instanceof Error ? error : new Error('a thread has failed')));
  worker.on('exit', () => fail(new Error('the thread has ended')));
  return {
    ask(name, argument) {
      if (failure !== undefined) return Promise.reject(failure);
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        worker.postMessage({ name, argument });
      });
    },
    get ended() {
      return failure !== undefined;
    },
    get idle() {
      return failure === undefined && waiting.length === 0;
    },
    hold(held) {
      if (held) worker.ref();
      else worker.unref();
    },
    async end() {
      await worker.terminate();
    },
  };
}
