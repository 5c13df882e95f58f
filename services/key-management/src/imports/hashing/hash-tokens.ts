import { availableParallelism } from 'node:os';
import { startThread } from '../threads/thread.ts';
import type { HashResult, HashTask } from './hash-thread.ts';

const MAX_THREADS = 4;
/** A task with a pair takes some 40 ms, one without less than one: an answer comes several times a second. */
const [PAIRS_AT_ONCE, TOKENS_AT_ONCE] = [5, 200];

/**
 * Hashes and checks tokens on threads of their own, one core left to all else, and hands each batch of results on as
 * it comes. Stops, and rejects with the signal's reason, when nobody waits any more.
 */
export async function hashTokens(
  tasks: readonly HashTask[],
  onResults: (results: readonly HashResult[]) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const batches = tasks.some(({ apiSecret }) => apiSecret !== null) ? PAIRS_AT_ONCE : TOKENS_AT_ONCE;
  const count = Math.min(MAX_THREADS, Math.max(1, availableParallelism() - 1), Math.ceil(tasks.length / batches));
  let next = 0;
  await Promise.all(
    Array.from({ length: count }, async () => {
      const thread = startThread<readonly HashTask[], HashResult[]>(new URL('./hash-thread.ts', import.meta.url), null);
      try {
        while (next < tasks.length) {
          signal.throwIfAborted();
          const batch = tasks.slice(next, next + batches);
          next += batch.length;
          await onResults(await thread.ask(batch));
        }
      } finally {
        await thread.end();
      }
    }),
  );
}
