/** A moment as a Freshness counts it; opaque to everybody else. */
export type Stamp = number;

/** How long a remembered answer may be used. Stamps are taken before the question is sent. */
export interface Freshness {
  stamp(): Stamp;
  /** Whether what was asked at `stamp` may still be used; once false for a stamp, false for it and all before it. */
  isCurrent(stamp: Stamp): boolean;
}

/** Answers stay fresh for `ttlMs` from the moment they were asked for, by a monotonic clock in milliseconds. */
export function timeToLive(ttlMs: number, monotonicNow: () => number = () => performance.now()): Freshness {
  return {
    stamp: monotonicNow,
    isCurrent: (stamp) => monotonicNow() - stamp < ttlMs,
  };
}
