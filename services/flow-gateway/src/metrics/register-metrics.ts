import type { CacheHits, LeaseKeeper, RunningRequests, Verifier } from '@keyward/auth';
import { Counter, collectDefaultMetrics, Gauge, type Registry } from 'prom-client';

import type { Exchange } from '../edge/exchange.ts';
import type { Traffic } from '../edge/traffic.ts';
import type { Readiness } from '../health/readiness.ts';
import type { TokenTally } from '../usage/token-tally.ts';
import { type MeasuredLimits, registerLimitMetrics } from './limit-metrics.ts';
import type { LookupTally } from './lookup-tally.ts';
import { createRefusals } from './refusals.ts';
import { createDurations } from './request-durations.ts';

/** What the metrics tell of: looked at when they are scraped, so that a request pays for nothing. */
export interface Measured extends MeasuredLimits {
  readonly readiness: Pick<Readiness, 'problem'>;
  readonly lease: Pick<LeaseKeeper, 'remainingMs' | 'silentMs' | 'log'>;
  readonly verifier: Pick<Verifier, 'cachedKeys'>;
  readonly caches: Readonly<Record<CacheName, { readonly hits: CacheHits }>>;
  readonly lookups: Readonly<Record<CacheName, LookupTally>>;
  readonly running: Pick<RunningRequests, 'ended'>;
  readonly traffic: Pick<Traffic, 'underWay'>;
  readonly tokens: Pick<TokenTally, 'total'>;
}

const CACHE_NAMES = ['keys', 'flows', 'apis', 'gateways'] as const;
type CacheName = (typeof CACHE_NAMES)[number];

/**
 * Registers the metrics of one gateway process, and returns what is to be told of each request that is over. Where
 * several are added up, the lease nearest to its end counts, and the feed that is farthest behind. No label is of a key,
 * a token or a path.
 */
export function registerMetrics(registry: Registry, measured: Measured): (exchange: Exchange) => void {
  const { readiness, lease, verifier, caches, lookups, running, traffic, tokens } = measured;
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  registerLimitMetrics(registry, measured);

  new Gauge({
    name: 'keyward_ready',
    help: '1 where /readyz says so, else 0.',
    aggregator: 'min',
    registers,
    collect() {
      this.set(readiness.problem() === undefined ? 1 : 0);
    },
  });
  new Gauge({
    name: 'keyward_lease_remaining_seconds',
    help: 'Time until cached answers may no longer be used; 0 without a lease.',
    aggregator: 'min',
    registers,
    collect() {
      this.set(lease.remainingMs() / 1000);
    },
  });
  new Gauge({
    name: 'keyward_feed_applied_revision',
    help: 'Revision of the change feed up to which every change is applied; -1 before the first lease.',
    aggregator: 'min',
    registers,
    collect() {
      this.set(lease.log.applied);
    },
  });
  new Gauge({
    name: 'keyward_feed_lag_seconds',
    help: 'Time since the last answer of the change feed was applied.',
    aggregator: 'max',
    registers,
    collect() {
      this.set(lease.silentMs() / 1000);
    },
  });
  new Gauge({
    name: 'keyward_cached_keys',
    help: 'Active keys in the cache.',
    registers,
    collect() {
      this.set(verifier.cachedKeys);
    },
  });
  new Gauge({
    name: 'keyward_running_requests',
    help: 'Requests under way.',
    registers,
    collect() {
      this.set(traffic.underWay);
    },
  });
  new Counter({
    name: 'keyward_cache_decisions_total',
    help: 'How the answers about keys and routes were come by.',
    labelNames: ['cache', 'result'],
    registers,
    collect() {
      this.reset();
      for (const cache of CACHE_NAMES) {
        const { positive, negative } = caches[cache].hits;
        const decisions = { hit: positive, 'negative-hit': negative, ...lookups[cache].counts };
        for (const [result, count] of Object.entries(decisions)) this.inc({ cache, result }, count);
      }
    },
  });
  new Counter({
    name: 'keyward_requests_ended_total',
    help: 'Requests that were ended under way, because their key was.',
    labelNames: ['reason'],
    registers,
    collect() {
      this.reset();
      for (const [reason, count] of Object.entries(running.ended)) this.inc({ reason }, count);
    },
  });
  new Counter({
    name: 'keyward_llm_tokens_total',
    help: 'Tokens that language models have used, as far as their answers tell.',
    labelNames: ['type'],
    registers,
    collect() {
      this.reset();
      for (const [type, count] of Object.entries(tokens.total)) this.inc({ type }, count);
    },
  });
  const observeDuration = createDurations(registry);
  const observeRefusal = createRefusals(registry);
  return (exchange) => {
    observeDuration(exchange);
    observeRefusal(exchange);
  };
}
