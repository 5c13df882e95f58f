import { migrateDatabase } from './database/migrate-database.ts';
import { reportFailure } from './exit-code.ts';

try {
  const count = await migrateDatabase(process.env, (line) => void process.stderr.write(`${line}\n`));
  process.stdout.write(`${count} ${count === 1 ? 'migration' : 'migrations'} applied\n`);
} catch (error) {
  process.exitCode = reportFailure(error);
}
