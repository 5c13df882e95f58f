import { Counter, Gauge, type Registry } from 'prom-client';

import type { Limits } from '../limits/limits.ts';
import type { UsageReport } from '../usage/usage-report.ts';

/** What the metrics of limits and usage tell of: looked at when they are scraped. */
export interface MeasuredLimits {
  readonly limits: Pick<Limits, 'tally' | 'insurance'>;
  readonly usage: Pick<UsageReport, 'dropped' | 'waitingRows'>;
}

/** Registers what limits refuse, how their store fares, and what becomes of the usage. No label is of a key. */
export function registerLimitMetrics(registry: Registry, { limits, usage }: MeasuredLimits): void {
  const { tally, insurance } = limits;
  const registers = [registry];

  new Counter({
    name: 'keyward_rate_limited_total',
    help: 'Requests that a limit has refused.',
    labelNames: ['limit'],
    registers,
    collect() {
      this.reset();
      for (const [limit, refusals] of Object.entries(tally.refusals)) this.inc({ limit }, refusals);
    },
  });
  if (insurance !== undefined) {
    new Gauge({
      name: 'keyward_limit_store_insured',
      help: '1 while the shared store of limits fails and this process counts alone.',
      aggregator: 'max',
      registers,
      collect() {
        this.set(insurance.inForce ? 1 : 0);
      },
    });
    new Counter({
      name: 'keyward_limit_store_failures_total',
      help: 'Calls of the shared store of limits that have failed.',
      registers,
      collect() {
        this.reset();
        this.inc(insurance.failures);
      },
    });
  }
  new Gauge({
    name: 'keyward_usage_waiting_rows',
    help: 'Rows of usage that key-management has not taken yet.',
    registers,
    collect() {
      this.set(usage.waitingRows);
    },
  });
  new Counter({
    name: 'keyward_usage_dropped_total',
    help: 'What was counted and lost: for want of room, or because key-management was away for a day.',
    labelNames: ['what'],
    registers,
    collect() {
      this.reset();
      for (const [what, count] of Object.entries(usage.dropped)) this.inc({ what }, count);
    },
  });
}
