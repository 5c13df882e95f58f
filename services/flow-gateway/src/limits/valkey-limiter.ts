import { describeFailure } from '@keyward/auth/fastify';
import type { FastifyBaseLogger } from 'fastify';
import { Redis } from 'ioredis';

import { createMemoryConcurrency } from './concurrency.ts';
import { createInsurance } from './insurance.ts';
import { createInsuredCounters } from './insured-counters.ts';
import { createLimiter } from './limiter.ts';
import { createMemoryCounters } from './memory-counters.ts';
import type { OpenLimiter } from './open-limiter.ts';
import { createValkeyConcurrency } from './valkey-concurrency.ts';
import { createValkeyCounters } from './valkey-counters.ts';

const CONNECT_MS = 1_000;
const LONGEST_PAUSE_MS = 2_000;

/** A limiter that counts in a Valkey (or Redis), insured by counts of this process. It never fails for want of it. */
export function createValkeyLimiter(url: string, log: FastifyBaseLogger): OpenLimiter {
  const client = new Redis(url.replace(/^valkey/, 'redis'), {
    connectTimeout: CONNECT_MS,
    // What cannot be asked now is counted by the insurance; asked later it would be counted twice.
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(LONGEST_PAUSE_MS, 100 * attempt),
  });
  // Every command fails by itself; this keeps the process alive.
  client.on('error', () => undefined);
  const insurance = createInsurance((failure) => {
    if (failure === undefined) log.info('limits are counted in the shared store again');
    else log.warn({ failure: describeFailure(failure) }, 'the shared store of limits fails: this process counts alone');
  });
  const concurrency = createValkeyConcurrency(client, createMemoryConcurrency(), insurance);
  const counters = createInsuredCounters(createValkeyCounters(client), createMemoryCounters(), insurance);
  return {
    limiter: createLimiter(counters, concurrency),
    insurance,
    close() {
      concurrency.close();
      client.disconnect();
    },
  };
}
