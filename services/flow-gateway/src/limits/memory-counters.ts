import type { Counters } from './counters.ts';
import { WINDOW_LIMITS } from './limit-table.ts';

interface Window {
  used: number;
  readonly endsAt: number;
}

/**
 * Counts in this process alone, at once. `now` is monotonic, in milliseconds: a wall clock that is set would end all
 * windows, or none.
 */
export function createMemoryCounters(now: () => number = () => performance.now()): Counters {
  const windowsOf = new Map(
    WINDOW_LIMITS.map((limit) => [limit, { key: new Map<string, Window>(), gateway: new Map<string, Window>() }]),
  );
  return {
    // By the id, which the key in the cache has too: the name of the subject would be kept for this alone.
    add(limit, { scope, id }, points) {
      const windows = windowsOf.get(limit)?.[scope];
      if (windows === undefined) throw new Error(`${limit.name} is counted nowhere`);
      const at = now();
      const open = windows.get(id);
      const window = open !== undefined && open.endsAt > at ? open : begin(windows, id, at, limit.windowS * 1000);
      window.used += points;
      return { used: window.used, resetMs: window.endsAt - at };
    },
  };
}

function begin(windows: Map<string, Window>, id: string, at: number, lastsMs: number): Window {
  // All last equally long, so that those which began first are over first.
  for (const [one, { endsAt }] of windows) {
    if (endsAt > at) break;
    windows.delete(one);
  }
  // Whole: V8 would make an object of any other number.
  const window = { used: 0, endsAt: Math.floor(at) + lastsMs };
  windows.set(id, window);
  return window;
}
