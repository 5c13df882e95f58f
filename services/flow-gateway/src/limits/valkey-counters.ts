import type { Redis } from 'ioredis';
import { RateLimiterRedis } from 'rate-limiter-flexible';

import type { SharedCounters } from './counters.ts';
import { WINDOW_LIMITS, type WindowLimit } from './limit-table.ts';
import { subjectOf } from './limited.ts';

/**
 * One count for all processes that share a Valkey. rate-limiter-flexible counts, and the limits are judged here. Rejects
 * at once where there is no connection.
 */
export function createValkeyCounters(client: Redis): SharedCounters {
  const storeOf = ({ name, windowS }: WindowLimit) =>
    new RateLimiterRedis({
      storeClient: client,
      keyPrefix: `keyward:limits:${name}`,
      points: Number.MAX_SAFE_INTEGER,
      duration: windowS,
      rejectIfRedisNotReady: true,
    });
  const stores = new Map(WINDOW_LIMITS.map((limit) => [limit, storeOf(limit)]));
  return {
    async add(limit, limited, points) {
      const store = stores.get(limit);
      if (store === undefined) throw new Error(`${limit.name} is counted nowhere`);
      const { consumedPoints, msBeforeNext } = await store.penalty(subjectOf(limited), points);
      return { used: consumedPoints, resetMs: Math.max(0, msBeforeNext) };
    },
  };
}
