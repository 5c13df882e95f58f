import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { ChangeFeed, ChangeFeedOptions } from '../changes/change-feed.ts';
import type { UsageObservers } from '../usage/usage-intake.ts';
import { createUsageMetrics } from './usage-metrics.ts';

/** The metrics of one replica. */
export interface FeedMetrics {
  readonly registry: Registry;
  /** What the change feed reports to. */
  readonly observers: Required<Pick<ChangeFeedOptions, 'onEnforced' | 'onLapsed'>>;
  /** What the intake of usage reports to. */
  readonly usageObservers: UsageObservers;
}

/** From a round trip to a gateway up to beyond the longest lease. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** Measures the change feed, and the process. `feed` is looked at when the metrics are scraped. */
export function createFeedMetrics(feed: () => Pick<ChangeFeed, 'live' | 'head'>): FeedMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  new Gauge({
    name: 'keyward_live_gateways',
    help: 'Gateway processes that hold a lease, as this replica last saw it; every replica sees all of them.',
    registers,
    collect() {
      this.set(feed().live.length);
    },
  });
  new Gauge({
    name: 'keyward_feed_revision',
    help: 'The newest revision of the change feed that this replica has read; -1 before the first.',
    registers,
    collect() {
      this.set(feed().head);
    },
  });
  const waited = new Histogram({
    name: 'keyward_revoke_ack_seconds',
    help: 'How long the answer to a change that takes a right away waited for the gateways.',
    buckets: SECONDS,
    registers,
  });
  const lapsed = new Counter({
    name: 'keyward_leases_lapsed_total',
    help: 'Leases that this replica ended, because their gateways gave no sign.',
    registers,
  });
  return {
    registry,
    usageObservers: createUsageMetrics(registry),
    observers: { onEnforced: (waitedMs) => waited.observe(waitedMs / 1000), onLapsed: () => lapsed.inc() },
  };
}
