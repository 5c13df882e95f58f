import { setTimeout as delay } from 'node:timers/promises';
import { openProcessorTimes } from '@keyward/key-management/bench/processor-times.ts';

/** The share of a processor that the host of a virtual machine may keep from it. */
const TOLERATED = 0.1;
const ATTEMPTS = 3;
const REST_MS = 15_000;

/** Measures again what the host has disturbed: many take processors away from guests that have used theirs for long. */
export interface Patience {
  /** The least disturbed result of three at most; there is a rest before each new one. */
  readonly measure: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** How many results were disturbed all the same. */
  readonly disturbed: number;
}

export interface PatienceOptions {
  /** How long the host has kept all processors from this machine, in milliseconds since some moment; NaN where nobody knows. */
  readonly stolenMs?: () => number;
  readonly restMs?: number;
}

/** Never waits where no host takes anything, or where there is no /proc to tell. */
export function createPatience(
  say: (line: string) => void,
  { stolenMs = readStolenMs, restMs = REST_MS }: PatienceOptions = {},
): Patience {
  let disturbed = 0;

  async function watched<Result>(work: () => Promise<Result>): Promise<{ result: Result; stolen: number }> {
    const [start, before] = [performance.now(), stolenMs()];
    const result = await work();
    return { result, stolen: (stolenMs() - before) / (performance.now() - start) };
  }

  return {
    async measure(work) {
      let least = await watched(work);
      for (let attempt = 1; attempt < ATTEMPTS && least.stolen > TOLERATED; attempt++) {
        say(`the host took ${(100 * least.stolen).toFixed(0)} % of a processor: again, after a rest`);
        await delay(restMs);
        const next = await watched(work);
        if (next.stolen < least.stolen) least = next;
      }
      if (least.stolen > TOLERATED) disturbed++;
      return least.result;
    },
    get disturbed() {
      return disturbed;
    },
  };
}

function readStolenMs(): number {
  const times = openProcessorTimes();
  const { stolenMs } = times.read();
  times.close();
  return stolenMs;
}
