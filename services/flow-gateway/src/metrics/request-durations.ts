import { Histogram, type Registry } from 'prom-client';

import type { Exchange } from '../edge/exchange.ts';

/** As OpenTelemetry recommends for HTTP servers, and longer ones for streams. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];
/** The methods that are told by their names. */
export const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Registers how long requests take, from their first byte to the end of the answer, and observes one that is over. */
export function createDurations(registry: Registry): (exchange: Exchange) => void {
  const durations = new Histogram({
    name: 'http_server_request_duration_seconds',
    help: 'Time from the first byte of a request to the last one of the answer, streams included.',
    labelNames: ['route', 'method', 'status'],
    buckets: BUCKETS,
    registers: [registry],
  });
  return ({ request, response, route, startedAt }) => {
    const method = METHODS.has(request.method ?? '') ? (request.method ?? '') : '_OTHER';
    // Patterns of routes only: what clients make up has no name of its own.
    const labels = { route: route ?? 'unknown', method, status: response.headersSent ? response.statusCode : 499 };
    durations.observe(labels, (performance.now() - startedAt) / 1000);
  };
}
