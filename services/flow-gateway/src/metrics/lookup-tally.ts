import type { LookupResult } from '@keyward/auth';

/** Counts how a cache came by the answers that it did not have: additions only, read at the scrape. */
export interface LookupTally {
  readonly counts: Readonly<Record<LookupResult, number>>;
  readonly count: (result: LookupResult) => void;
}

export function createLookupTally(): LookupTally {
  const counts = { miss: 0, shared: 0, alone: 0, overtaken: 0, stale: 0 };
  return {
    counts,
    count(result) {
      counts[result]++;
    },
  };
}
