import { LRUCache } from 'lru-cache';

const LIMIT = 10;
const WINDOW_MS = 60_000;
/** So many addresses are remembered at most. */
const MAX_ADDRESSES = 10_000;

/** Counts failures to sign in by client address, in the memory of this process. */
export interface FailedAttempts {
  /** In how many milliseconds this address may try again; 0 where it may now. */
  readonly waitMs: (address: string, now: number) => number;
  readonly add: (address: string, now: number) => void;
}

/** Lets an address fail ten times a minute: keys can't be guessed anyway, but trying must not cost much here. */
export function createFailedAttempts(): FailedAttempts {
  const windows = new LRUCache<string, { readonly endsAt: number; readonly count: number }>({ max: MAX_ADDRESSES });
  const current = (address: string, now: number) => {
    const window = windows.get(address);
    return window !== undefined && now < window.endsAt ? window : { endsAt: now + WINDOW_MS, count: 0 };
  };
  return {
    waitMs(address, now) {
      const { endsAt, count } = current(address, now);
      return count < LIMIT ? 0 : endsAt - now;
    },
    add(address, now) {
      const { endsAt, count } = current(address, now);
      windows.set(address, { endsAt, count: count + 1 });
    },
  };
}
