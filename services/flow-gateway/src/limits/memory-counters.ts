import type { Counters } from './counters.ts';
import type { WindowLimit } from './limit-table.ts';
import { createSlots } from './slots.ts';

/** The windows of one limit, by the slot of what is limited. Numbers in a row: an object each would take thrice the room. */
interface Windows {
  used: Float64Array;
  /** What is not after the present moment is over. */
  endsAt: Float64Array;
}

/** Counts in this process alone, at once. By the monotonic clock: one that is set would end all windows, or none. */
export function createMemoryCounters(): Counters {
  const tables = { key: createTable(), gateway: createTable() };
  return {
    // By the id, which the key in the cache has too: a name made of it would be kept for this alone.
    add: (limit, { scope, id }, points, at) => tables[scope](limit, id, points, at),
  };
}

function createTable() {
  const windowsOf = new Map<WindowLimit, Windows>();
  const slots = createSlots(isOver, (capacity) => {
    for (const windows of windowsOf.values()) {
      windows.used = grown(windows.used, capacity);
      windows.endsAt = grown(windows.endsAt, capacity);
    }
  });

  function begin(limit: WindowLimit): Windows {
    const windows = { used: new Float64Array(slots.capacity), endsAt: new Float64Array(slots.capacity) };
    windowsOf.set(limit, windows);
    return windows;
  }

  function isOver(slot: number, at: number): boolean {
    for (const { endsAt } of windowsOf.values()) if ((endsAt[slot] ?? 0) > at) return false;
    return true;
  }

  return (limit: WindowLimit, id: string, points: number, at: number) => {
    const slot = slots.of(id, at);
    const { used, endsAt } = windowsOf.get(limit) ?? begin(limit);
    const windowMs = limit.windowS * 1000;
    let end = endsAt[slot] ?? 0;
    let sum = used[slot] ?? 0;
    if (end <= at) {
      end = at + windowMs;
      endsAt[slot] = end;
      sum = 0;
    }
    sum += points;
    used[slot] = sum;
    // The sum was rounded: without a bound a window would now and then be told to last a second longer than it does.
    return { used: sum, resetMs: Math.min(windowMs, end - at) };
  };
}

function grown(numbers: Float64Array, capacity: number): Float64Array {
  const more = new Float64Array(capacity);
  more.set(numbers);
  return more;
}
