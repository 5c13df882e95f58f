import type { FastifyBaseLogger } from 'fastify';

import { type Admitting, createAdmitting } from './admit-exchange.ts';
import { createMemoryConcurrency } from './concurrency.ts';
import { createFailedAuthentications, type FailedAuthentications } from './failed-authentications.ts';
import type { Insurance } from './insurance.ts';
import { createLimitTally, type LimitTally } from './limit-tally.ts';
import { createLimiter } from './limiter.ts';
import { createMemoryCounters } from './memory-counters.ts';
import type { OpenLimiter } from './open-limiter.ts';

/** All that limits requests in this process. */
export interface Limits {
  readonly admit: Admitting;
  readonly failures: FailedAuthentications;
  readonly tally: LimitTally;
  /** Of the shared store; undefined where nothing is shared. */
  readonly insurance: Insurance | undefined;
  close(): void;
}

/** Limits that are counted in the Valkey at a URL together with all others who use it, or else in this process alone. */
export async function createLimits(valkeyUrl: string | undefined, log: FastifyBaseLogger): Promise<Limits> {
  const tally = createLimitTally();
  const open = valkeyUrl === undefined ? createMemoryLimiter() : await openShared(valkeyUrl, log);
  return {
    admit: createAdmitting(open.limiter, tally),
    failures: createFailedAuthentications(() => tally.refused('failedAuthentications')),
    tally,
    insurance: open.insurance,
    close: () => open.close(),
  };
}

function createMemoryLimiter(): OpenLimiter {
  const limiter = createLimiter(createMemoryCounters(), createMemoryConcurrency());
  return { limiter, insurance: undefined, close: () => undefined };
}

/** Loaded only where it is used: the client alone takes twenty megabytes. */
async function openShared(url: string, log: FastifyBaseLogger): Promise<OpenLimiter> {
  const { createValkeyLimiter } = await import('./valkey-limiter.ts');
  return createValkeyLimiter(url, log);
}
