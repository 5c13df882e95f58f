import { readConfig } from '../config.ts';
import { openDatabase } from './connect.ts';
import { applyMigrations } from './migrations.ts';
import { waitForDatabase } from './wait-for-database.ts';

/**
 * Waits for the database that the environment names and brings it to this version; `say` is told why it waits. Returns
 * how many migrations were missing. Throws a ConfigError or DatabaseUnreachable.
 */
export async function migrateDatabase(
  environment: Readonly<Record<string, string | undefined>>,
  say: (line: string) => void,
): Promise<number> {
  const { DATABASE_URL: url, DATABASE_WAIT } = readConfig(environment);
  const database = openDatabase({ url, poolSize: 1, onConnectionLost: () => undefined });
  try {
    await waitForDatabase(database.db, DATABASE_WAIT, (reason) => say(`waiting for the database: ${reason}`));
  } finally {
    await database.close();
  }
  return applyMigrations(url);
}
