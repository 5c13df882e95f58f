import { buildApp } from './app.ts';
import { type Config, readConfig } from './config.ts';
import { ConfigError } from './environment.ts';

/** sysexits.h: the configuration is wrong; a service that is needed is not available. */
const EX_CONFIG = 78;
const EX_UNAVAILABLE = 69;

function configure(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`keyward flow-gateway: ${error.message}\n`);
    process.exit(EX_CONFIG);
  }
}

const config = configure();
const app = await buildApp(config);

let stopping = false;
function stop(signal: NodeJS.Signals): void {
  // A second signal means: now.
  if (stopping) process.exit(1);
  stopping = true;
  app.log.info({ signal }, 'stopping');
  app.close().then(
    () => process.exit(0),
    (error) => {
      app.log.error(error, 'the stop failed');
      process.exit(1);
    },
  );
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);

try {
  await app.listen({ host: config.HOST, port: config.PORT });
} catch (error) {
  const reason = error instanceof Error ? error.message : 'unknown reason';
  process.stderr.write(`keyward flow-gateway: cannot listen on ${config.HOST}:${config.PORT}: ${reason}\n`);
  process.exit(EX_UNAVAILABLE);
}
