import type { Effort } from '../bench.ts';
import { CONNECTIONS } from '../workload.ts';
import type { Measurement, Target } from './load.ts';
import { fullLoad } from './wrk.ts';

/** What is less is noise. */
const GROWTH = 1.05;

/**
 * Loads a target until it gets no faster, since compilers need their time, but for no more rounds than will be measured;
 * gives what it did at last.
 */
export async function warmUp(target: Target, { rounds, seconds }: Effort): Promise<Measurement> {
  let best = await fullLoad(target, CONNECTIONS, seconds);
  for (let round = 1; round < rounds; round++) {
    const next = await fullLoad(target, CONNECTIONS, seconds);
    if (next.requestsPerSecond < best.requestsPerSecond * GROWTH) return next;
    best = next;
  }
  return best;
}
