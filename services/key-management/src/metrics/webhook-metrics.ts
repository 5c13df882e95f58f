import { Counter, type Registry } from 'prom-client';
import type { DeliveryObserver } from '../webhooks/deliver.ts';

/** Counts the messages that this replica sends to webhooks. */
export function createWebhookMetrics(registry: Registry): DeliveryObserver {
  const deliveries = new Counter({
    name: 'keyward_webhook_deliveries_total',
    help: 'Attempts of this replica to send a message: delivered, retried (failed, comes again), failed (given up).',
    labelNames: ['result'],
    registers: [registry],
  });
  // Told from the start on: an increase from nothing at all is none to Prometheus.
  for (const result of ['delivered', 'retried', 'failed']) deliveries.inc({ result }, 0);
  return (result) => deliveries.inc({ result });
}
