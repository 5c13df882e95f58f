import { type Config, readConfig } from '../config.ts';
import { type Database, openDatabase } from '../database/connect.ts';
import { waitForDatabase } from '../database/wait-for-database.ts';
import type { AdminContext } from './admin-command.ts';

/**
 * Does something with the database that the environment names, once it answers. Throws a ConfigError or
 * DatabaseUnreachable.
 */
export async function withDatabase<T>(
  { environment, say }: AdminContext,
  work: (db: Database, config: Config) => Promise<T>,
): Promise<T> {
  const config = readConfig(environment);
  const database = openDatabase({ url: config.DATABASE_URL, poolSize: 2, onConnectionLost: () => undefined });
  try {
    await waitForDatabase(database.db, config.DATABASE_WAIT, (reason) => say(`waiting for the database: ${reason}`));
    return await work(database.db, config);
  } finally {
    await database.close();
  }
}
