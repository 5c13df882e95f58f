import type { Counters } from './counters.ts';
import type { Insurance } from './insurance.ts';

/** Counts in a shared store, or in memory while that is slow, away or refuses. */
export function createInsuredCounters(shared: Counters, own: Counters, insurance: Insurance): Counters {
  return {
    add: (limit, subject, points) =>
      insurance.run(
        () => shared.add(limit, subject, points),
        () => own.add(limit, subject, points),
      ),
  };
}
