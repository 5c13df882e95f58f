import { readConfig } from './config.ts';
import { openDatabase } from './database/connect.ts';
import { applyMigrations } from './database/migrations.ts';
import { waitForDatabase } from './database/wait-for-database.ts';
import { reportFailure } from './exit-code.ts';

try {
  const { DATABASE_URL: url, DATABASE_WAIT } = readConfig(process.env);
  const database = openDatabase({ url, poolSize: 1, onConnectionLost: () => undefined });
  try {
    await waitForDatabase(database.db, DATABASE_WAIT, (reason) => {
      process.stderr.write(`waiting for the database: ${reason}\n`);
    });
  } finally {
    await database.close();
  }
  const count = await applyMigrations(url);
  process.stdout.write(`${count} ${count === 1 ? 'migration' : 'migrations'} applied\n`);
} catch (error) {
  process.exitCode = reportFailure(error);
}
