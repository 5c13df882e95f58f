import type { Counters, SharedCounters } from './counters.ts';
import type { Insurance } from './insurance.ts';

/** Counts in a shared store, or in memory while that is slow, away or refuses. */
export function createInsuredCounters(shared: SharedCounters, own: Counters, insurance: Insurance): SharedCounters {
  return {
    add: (limit, subject, points) =>
      insurance.run(
        () => shared.add(limit, subject, points),
        () => own.add(limit, subject, points),
      ),
  };
}
