import { buildApp } from './app.ts';
import { ConfigError, readConfig } from './config.ts';
import { DatabaseUnreachable } from './database/wait-for-database.ts';

/** sysexits.h: the configuration is wrong; the service needed is not there. */
const EX_CONFIG = 78;
const EX_UNAVAILABLE = 69;

try {
  const config = readConfig(process.env);
  const app = await buildApp(config);
  await app.listen({ host: config.HOST, port: config.PORT });

  // The first signal lets requests under way finish, within limits; a second one does not wait.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      process.once(signal, () => process.exit(1));
      setTimeout(() => process.exit(1), config.SHUTDOWN_GRACE).unref();
      app.close().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : 'the service could not start'}\n`);
  process.exit(exitCodeOf(error));
}

function exitCodeOf(error: unknown): number {
  if (error instanceof ConfigError) return EX_CONFIG;
  return error instanceof DatabaseUnreachable ? EX_UNAVAILABLE : 1;
}
