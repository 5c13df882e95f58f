import type { Redis } from 'ioredis';
import { RateLimiterRedis } from 'rate-limiter-flexible';

import { createCounters, type SharedCounters } from './counters.ts';

/** One count for all processes that share a Valkey. Rejects at once where there is no connection. */
export function createValkeyCounters(client: Redis): SharedCounters {
  return createCounters(
    ({ name, windowS }) =>
      new RateLimiterRedis({
        storeClient: client,
        keyPrefix: `keyward:limits:${name}`,
        points: Number.MAX_SAFE_INTEGER,
        duration: windowS,
        rejectIfRedisNotReady: true,
      }),
  );
}
