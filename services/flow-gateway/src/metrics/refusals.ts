import { PROBLEMS } from '@keyward/auth';
import { Counter, type Registry } from 'prom-client';

import type { Exchange } from '../edge/exchange.ts';
import { GATEWAY_PROBLEMS } from '../problems.ts';

/** Registers the problems that requests were refused with, and counts an exchange that is over where it was. */
export function createRefusals(registry: Registry): (exchange: Exchange) => void {
  const refusals = new Counter({
    name: 'keyward_refused_requests_total',
    help: 'Requests that were answered with a problem by the gateway itself, by its type.',
    labelNames: ['problem'],
    registers: [registry],
  });
  // Told from the start on: an increase from nothing at all is none to Prometheus.
  for (const { type } of [...Object.values(PROBLEMS), ...Object.values(GATEWAY_PROBLEMS)]) {
    refusals.inc({ problem: slugOf(type) }, 0);
  }
  return ({ problem }) => {
    if (problem !== undefined) refusals.inc({ problem: slugOf(problem) });
  };
}

function slugOf(type: string): string {
  return type.slice(type.lastIndexOf('/') + 1);
}
