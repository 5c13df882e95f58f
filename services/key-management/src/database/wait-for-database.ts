import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { Queryable } from './connect.ts';
import { databaseFailure } from './failure.ts';

/** The database did not answer in time at the start. */
export class DatabaseUnreachable extends Error {
  constructor(waitedMs: number, cause: unknown) {
    super(`the database did not answer within ${waitedMs / 1000} s (${reasonOf(cause)})`, { cause });
    this.name = 'DatabaseUnreachable';
  }
}

const PAUSE_MS = 1000;

/** Waits up to `waitMs` for the database to answer; `onFailure` is told why of each attempt. Throws DatabaseUnreachable. */
export async function waitForDatabase(
  db: Queryable,
  waitMs: number,
  onFailure: (reason: string) => void,
): Promise<void> {
  const end = performance.now() + waitMs;
  for (;;) {
    try {
      await db.execute(sql`select 1`);
      return;
    } catch (error) {
      if (performance.now() + PAUSE_MS > end) throw new DatabaseUnreachable(waitMs, error);
      onFailure(reasonOf(error));
    }
    await sleep(PAUSE_MS);
  }
}

function reasonOf(error: unknown): string {
  const failure = databaseFailure(error);
  if (failure !== undefined && 'code' in failure && failure.code !== undefined) return failure.code;
  return failure?.kind ?? 'unknown error';
}
