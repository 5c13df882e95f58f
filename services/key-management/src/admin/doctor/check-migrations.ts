import type { Database } from '../../database/connect.ts';
import { pendingMigrations } from '../../database/migrations.ts';
import { counted, type Finding, fail, ok } from './finding.ts';

/** Whether the tables are those of this version. */
export async function checkMigrations(db: Database): Promise<Finding> {
  const pending = await pendingMigrations(db);
  if (pending === 0) return ok('migrations', 'all applied');
  return fail('migrations', `${counted(pending, 'migration')} pending`, 'Run: keyward-admin migrate');
}
