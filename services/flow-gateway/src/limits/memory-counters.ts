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
  const windowsOf = new Map(WINDOW_LIMITS.map((limit) => [limit, new Map<string, Window>()]));
  return {
    add(limit, subject, points) {
      const windows = windowsOf.get(limit);
      if (windows === undefined) throw new Error(`${limit.name} is counted nowhere`);
      const at = now();
      const open = windows.get(subject);
      const window = open !== undefined && open.endsAt > at ? open : begin(windows, subject, at, limit.windowS * 1000);
      window.used += points;
      return { used: window.used, resetMs: window.endsAt - at };
    },
  };
}

function begin(windows: Map<string, Window>, subject: string, at: number, lastsMs: number): Window {
  // All last equally long, so that those which began first are over first.
  for (const [one, { endsAt }] of windows) {
    if (endsAt > at) break;
    windows.delete(one);
  }
  const window = { used: 0, endsAt: at + lastsMs };
  windows.set(subject, window);
  return window;
}
