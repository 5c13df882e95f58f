import cluster from 'node:cluster';
import { serveMetrics } from '@keyward/auth/metrics';
import { Registry } from 'prom-client';

import { buildApp } from '../app.ts';
import type { Config } from '../config.ts';
import { reportToPrimary } from '../metrics/workers-metrics.ts';
import { exitWithoutPort } from './exits.ts';

/** Runs one gateway in this process, until a signal stops it. */
export async function runGateway(config: Config): Promise<void> {
  const { HOST, PORT, METRICS_PORT } = config;
  const metrics = new Registry();
  const app = await buildApp(config, METRICS_PORT === undefined ? {} : { metrics });

  let stopping = false;
  function stop(signal: NodeJS.Signals): void {
    if (stopping) {
      // A second signal means: now. A worker hears each signal twice when its whole process group gets it, and leaves
      // the second one to the primary.
      if (cluster.isPrimary) process.exit(1);
      return;
    }
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

  if (cluster.isWorker) reportToPrimary(metrics);
  else if (METRICS_PORT !== undefined) {
    await serveMetrics(metrics, HOST, METRICS_PORT).catch((error) => exitWithoutPort(HOST, METRICS_PORT, error));
  }
  await app.listen({ host: HOST, port: PORT }).catch((error) => exitWithoutPort(HOST, PORT, error));
}
