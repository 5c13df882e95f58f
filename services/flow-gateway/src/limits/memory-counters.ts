import { RateLimiterMemory } from 'rate-limiter-flexible';

import { type Counters, createCounters } from './counters.ts';

/** Counts in this process alone. What is added is counted at once, before the promise is looked at. */
export function createMemoryCounters(): Counters {
  return createCounters(
    ({ name, windowS }) =>
      new RateLimiterMemory({ keyPrefix: name, points: Number.MAX_SAFE_INTEGER, duration: windowS }),
  );
}
