import type { KeyLimits } from '@keyward/auth';

type LimitName = keyof KeyLimits | 'failedAuthentications';

/** Counts the requests that each limit has refused. */
export interface LimitTally {
  readonly refusals: Readonly<Record<LimitName, number>>;
  /** Ignores what is no limit. */
  refused(limit: unknown): void;
}

export function createLimitTally(): LimitTally {
  const refusals: Record<LimitName, number> = {
    requestsPerMinute: 0,
    requestsPerDay: 0,
    concurrentRequests: 0,
    tokensPerMinute: 0,
    tokensPerDay: 0,
    failedAuthentications: 0,
  };
  return {
    refusals,
    refused(limit) {
      if (isName(limit, refusals)) refusals[limit]++;
    },
  };
}

function isName(limit: unknown, refusals: Record<LimitName, number>): limit is LimitName {
  return typeof limit === 'string' && Object.hasOwn(refusals, limit);
}
