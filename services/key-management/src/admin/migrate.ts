import { migrateDatabase } from '../database/migrate-database.ts';
import type { AdminContext } from './admin-command.ts';

/** `keyward-admin migrate`: brings the database to this version. */
export async function migrate({ environment, json, out, say }: AdminContext): Promise<number> {
  const applied = await migrateDatabase(environment, say);
  out(json ? `${JSON.stringify({ applied })}\n` : `${applied} ${applied === 1 ? 'migration' : 'migrations'} applied\n`);
  return 0;
}
