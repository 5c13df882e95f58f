import { availableParallelism } from 'node:os';
import type { ImportThread, ImportThreads } from '../threads/import-threads.ts';
import type { HashResult, HashTask } from './hash-tasks.ts';

const MAX_THREADS = 4;
/** So many tasks of some 40 ms (with a pair) or a fraction of one: an answer comes several times a second. */
const [PAIRS_AT_ONCE, TOKENS_AT_ONCE] = [5, 200];

export interface Hashing {
  /** Tasks as they are found, in lists of any length. */
  readonly tasks: AsyncGenerator<readonly HashTask[]>;
  /** How many there are at most. */
  readonly total: number;
  /** A thread that the import has already; others are started where the work is worth it. */
  readonly thread: ImportThread;
  readonly threads: ImportThreads;
  readonly onResults: (results: readonly HashResult[]) => Promise<void>;
  /** Stops, and rejects with the signal's reason, when nobody waits any more. */
  readonly signal: AbortSignal;
}

/** Hashes and checks tokens on a thread for each core, all but one of which stand back, and hands each batch of results on as it comes. */
export async function hashTokens({ tasks, total, thread, threads, onResults, signal }: Hashing): Promise<void> {
  const batches = batchesOf(tasks);

  async function work(on: ImportThread): Promise<void> {
    for await (const batch of batches) {
      signal.throwIfAborted();
      await onResults(await on.ask('hash', batch));
    }
  }

  // Two batches under way on each, so that none waits for the database.
  const onThread = (on: ImportThread) => Promise.all([work(on), work(on)]);
  const others = Math.min(MAX_THREADS, availableParallelism(), Math.ceil(total / TOKENS_AT_ONCE)) - 1;
  await Promise.all([onThread(thread), ...Array.from({ length: others }, () => threads.helping.use(onThread))]);
}

async function* batchesOf(tasks: AsyncIterable<readonly HashTask[]>): AsyncGenerator<readonly HashTask[]> {
  for await (const list of tasks) {
    const length = list.some(({ apiSecret }) => apiSecret !== null) ? PAIRS_AT_ONCE : TOKENS_AT_ONCE;
    for (let from = 0; from < list.length; from += length) yield list.slice(from, from + length);
  }
}
