import { ProblemError } from '@keyward/auth';
import { sql } from 'drizzle-orm';
import type { Queryable } from '../database/connect.ts';
import { problems } from '../http/problems.ts';

/**
 * Lets one import, or undoing of one, run in a workspace at a time, until the session is closed. Throws 409 where
 * another one runs.
 */
export async function lockImports(db: Queryable, workspaceId: string): Promise<void> {
  const result = await db.execute<{ locked: boolean }>(
    sql`select pg_try_advisory_lock(hashtextextended(${`keyward/imports/${workspaceId}`}, 0)) as locked`,
  );
  if (result.rows[0]?.locked === true) return;
  throw new ProblemError(problems.importRunning, {
    detail: 'Another import into this workspace is under way; try again when it has ended.',
    headers: { 'retry-after': '5' },
  });
}
