import { consoleFolder } from '@keyward/console/dist-folder';
import { buildApp } from './app.ts';
import { readConfig } from './config.ts';
import { reportFailure } from './exit-code.ts';

try {
  const config = readConfig(process.env);
  const app = await buildApp(config, { consoleFolder });
  await app.listen({ host: config.HOST, port: config.PORT });

  // The first signal lets requests under way finish, for as long as they may; a second one does not wait.
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
  process.exit(reportFailure(error));
}
