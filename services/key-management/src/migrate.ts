import { ConfigError, readConfig } from './config.ts';
import { applyMigrations } from './database/migrations.ts';

/** sysexits.h: the configuration is wrong; the service needed is not there. */
const EX_CONFIG = 78;
const EX_UNAVAILABLE = 69;

try {
  const count = await applyMigrations(readConfig(process.env).DATABASE_URL);
  process.stdout.write(`${count} ${count === 1 ? 'migration' : 'migrations'} applied\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : 'the migration failed'}\n`);
  process.exitCode = error instanceof ConfigError ? EX_CONFIG : EX_UNAVAILABLE;
}
