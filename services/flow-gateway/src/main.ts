import cluster from 'node:cluster';
import { ConfigError } from '@keyward/auth/environment';

import { type Config, readConfig } from './config.ts';
import { EX_CONFIG } from './workers/exits.ts';
import { runGateway } from './workers/run-gateway.ts';
import { superviseWorkers } from './workers/supervise-workers.ts';

const config = configure();
if (cluster.isPrimary && config.WORKERS > 1) await superviseWorkers(config);
else await runGateway(config);

function configure(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`keyward flow-gateway: ${error.message}\n`);
    process.exit(EX_CONFIG);
  }
}
