import type { WindowLimit } from './limit-table.ts';
import type { Limited } from './limited.ts';

/** What has been counted in the present window of a subject, and for how long the window still lasts. */
export interface Count {
  readonly used: number;
  readonly resetMs: number;
}

/** Counts requests or tokens in windows that begin with the first one of a subject. */
export interface Counters {
  /**
   * Adds points, negative ones too, and gives the count with them: at once where it is kept in this process. `at` is the
   * present moment by the monotonic clock, in milliseconds.
   */
  add(limit: WindowLimit, subject: Limited, points: number, at: number): Count | Promise<Count>;
}

/** Counters that have to be waited for. */
export interface SharedCounters extends Counters {
  add(limit: WindowLimit, subject: Limited, points: number, at: number): Promise<Count>;
}
