import { ProblemError } from '@keyward/auth';
import { type SQL, sql } from 'drizzle-orm';
import type { Queryable } from '../database/connect.ts';
import { problems } from '../http/problems.ts';
import type { Tenant } from '../principals/principal.ts';

/**
 * Lets one import, or undoing of one, run on a list of keys at a time: until it is released, or the session closed. Throws
 * 409 where another one runs.
 */
export async function lockImports(
  db: Queryable,
  { organizationId, workspaceId }: Tenant,
): Promise<{ release(): Promise<void> }> {
  const lock: SQL = sql`hashtextextended(${`keyward/imports/${workspaceId ?? organizationId}`}, 0)`;
  const result = await db.execute<{ locked: boolean }>(sql`select pg_try_advisory_lock(${lock}) as locked`);
  if (result.rows[0]?.locked !== true) {
    throw new ProblemError(problems.importRunning, {
      detail: 'Another import is under way here; try again when it has ended.',
      headers: { 'retry-after': '5' },
    });
  }
  let held = true;
  return {
    // Before the client hears that it is over: closing the session takes effect a moment later.
    async release() {
      if (!held) return;
      held = false;
      await db.execute(sql`select pg_advisory_unlock(${lock})`);
    },
  };
}
