import type { FastifyInstance } from 'fastify';
import { Gauge, Histogram, type Registry } from 'prom-client';
import type { Preparation } from '../health/preparation.ts';
import { inTime } from './in-time.ts';

/** From an introspection to a long poll. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Measures every request that the service answers from now on, and tells whether it can answer any. */
export function measureRequests(app: FastifyInstance, registry: Registry, preparation: Preparation): void {
  const registers = [registry];
  new Gauge({
    name: 'keyward_ready',
    help: '1 where /readyz says so, else 0.',
    registers,
    async collect() {
      this.set(
        await inTime(preparation.obstacle()).then(
          (obstacle) => (obstacle === undefined ? 1 : 0),
          () => 0,
        ),
      );
    },
  });
  const durations = new Histogram({
    name: 'http_server_request_duration_seconds',
    help: 'Time from the head of a request to the last byte of the answer.',
    labelNames: ['route', 'method', 'status'],
    buckets: SECONDS,
    registers,
  });
  app.addHook('onResponse', async ({ routeOptions, method }, reply) => {
    // Patterns of routes only: what clients make up has no name of its own. Fastify knows no other methods.
    const labels = {
      route: routeOptions.url ?? 'unknown',
      method,
      status: reply.raw.headersSent ? reply.statusCode : 499,
    };
    durations.observe(labels, reply.elapsedTime / 1000);
  });
}
