import { Counter, type Registry } from 'prom-client';
import type { UsageObservers } from '../usage/usage-intake.ts';

/** Counts the usage that this replica takes in. */
export function createUsageMetrics(registry: Registry): UsageObservers {
  const registers = [registry];
  const batches = new Counter({
    name: 'keyward_usage_batches_total',
    help: 'Batches of usage that gateways sent to this replica: added, repeated (added before), refused (too many at once), failed.',
    labelNames: ['result'],
    registers,
  });
  const rows = new Counter({
    name: 'keyward_usage_rows_total',
    help: 'Rows of counts in the batches that were added: added, or dropped for a key that does not exist.',
    labelNames: ['result'],
    registers,
  });
  // Told from the start on: an increase from nothing at all is none to Prometheus.
  for (const result of ['added', 'repeated', 'refused', 'failed']) batches.inc({ result }, 0);
  for (const result of ['added', 'unknown-key']) rows.inc({ result }, 0);
  return { onBatch: (result) => batches.inc({ result }), onRows: (result, count) => rows.inc({ result }, count) };
}
