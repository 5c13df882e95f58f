import type { MetricsSource } from '@keyward/auth/metrics';
import { AggregatorRegistry, type Registry } from 'prom-client';

/** In a worker: answers the primary's questions for the metrics of this process. */
export function reportToPrimary(registry: Registry): void {
  AggregatorRegistry.setRegistries(registry);
  // Its constructor is what begins to listen.
  new AggregatorRegistry();
}

/** In the primary: the metrics of all workers, added up. Rejects when one of them does not answer for five seconds. */
export function sumOfWorkers(): MetricsSource {
  const registry = new AggregatorRegistry();
  return { contentType: registry.contentType, metrics: () => registry.clusterMetrics() };
}
