import { beginEpoch } from '../changes/sql-feed-store.ts';
import type { AdminContext } from './admin-command.ts';
import { withDatabase } from './with-database.ts';

/** `keyward-admin new-epoch`: to be run after the database was put back to an earlier state. */
export function newEpoch(context: AdminContext): Promise<number> {
  return withDatabase(context, async (db, config) => {
    const question = 'Begin a new epoch? Every gateway drops its cache, and the next revoke waits for a whole lease.';
    if (!(await context.confirm(question))) {
      context.say('Not confirmed: nothing was changed.');
      return 1;
    }
    if (!(await beginEpoch(db, config.LEASE_TTL_MS))) throw new Error('the change counter has no row: run migrate');
    context.out(context.json ? '{"begun":true}\n' : 'A new epoch has begun.\n');
    return 0;
  });
}
