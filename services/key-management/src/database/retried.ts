import { databaseFailure } from './failure.ts';

const ATTEMPTS = 4;

/** Runs a transaction again that another one was in the way of (a deadlock), up to four times in all. */
export async function retried<T>(run: () => Promise<T>): Promise<T> {
  for (let attempts = 1; ; attempts++) {
    try {
      return await run();
    } catch (error) {
      if (attempts === ATTEMPTS || databaseFailure(error)?.kind !== 'retryable') throw error;
    }
  }
}
