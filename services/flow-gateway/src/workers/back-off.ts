const FIRST_MS = 100;
const LONGEST_MS = 10_000;
const STEADY_MS = 30_000;

/** How long to wait before a worker is replaced, in milliseconds, when `early` of its kind ended early one after the other. */
export function pauseAfter(early: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, early - 1));
}

/** How many workers in a row have ended early, now that one has that lived for `livedMs`. */
export function earlyEnds(before: number, livedMs: number): number {
  return livedMs < STEADY_MS ? before + 1 : 0;
}
