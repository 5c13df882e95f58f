import type { Counters, SharedCounters } from './counters.ts';
import type { Insurance } from './insurance.ts';

/** Counts in a shared store, or in memory while that is slow, away or refuses. */
export function createInsuredCounters(shared: SharedCounters, own: Counters, insurance: Insurance): SharedCounters {
  return {
    add: (limit, subject, points, at) =>
      insurance.run(
        () => shared.add(limit, subject, points, at),
        // The store may have been waited for.
        () => own.add(limit, subject, points, performance.now()),
      ),
  };
}
