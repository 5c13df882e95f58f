import type { Registry } from 'prom-client';

import type { Exchange } from '../edge/exchange.ts';
import { CountedHistogram, type Series } from './counted-histogram.ts';

/** As OpenTelemetry recommends for HTTP servers, and longer ones for streams. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];
/** The methods that are told by their names. */
export const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Registers how long requests take, from their first byte to the end of the answer, and observes one that is over. */
export function createDurations(registry: Registry): (exchange: Exchange) => void {
  const durations = new CountedHistogram({
    name: 'http_server_request_duration_seconds',
    help: 'Time from the first byte of a request to the last one of the answer, streams included.',
    labelNames: ['route', 'method', 'status'],
    buckets: BUCKETS,
    registers: [registry],
  });
  const seen = new Map<string, Map<string, Map<number, Series>>>();

  function seriesOf(route: string, method: string, status: number): Series {
    const ofRoute = seen.get(route);
    const ofMethod = ofRoute?.get(method);
    const known = ofMethod?.get(status);
    if (known !== undefined) return known;
    const series = durations.addSeries({ route, method, status });
    const byStatus = (ofMethod ?? new Map<number, Series>()).set(status, series);
    seen.set(route, (ofRoute ?? new Map<string, Map<number, Series>>()).set(method, byStatus));
    return series;
  }

  return ({ request, response, route, durationMs }) => {
    const { method = '' } = request;
    const status = response.headersSent ? response.statusCode : 499;
    // Patterns of routes only: what clients make up has no name of its own.
    const series = seriesOf(route ?? 'unknown', METHODS.has(method) ? method : '_OTHER', status);
    series.observe(durationMs / 1000);
  };
}
