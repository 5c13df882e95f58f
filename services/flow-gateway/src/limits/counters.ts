import { WINDOW_LIMITS, type WindowLimit } from './limit-table.ts';

/** What has been counted in the present window of a subject, and for how long the window still lasts. */
export interface Count {
  readonly used: number;
  readonly resetMs: number;
}

/** Counts requests or tokens in windows that begin with the first one of a subject. */
export interface Counters {
  /** Adds points, negative ones too, and gives the count with them: at once where it is kept in this process. */
  add(limit: WindowLimit, subject: string, points: number): Count | Promise<Count>;
}

/** Counters that have to be waited for. */
export interface SharedCounters extends Counters {
  add(limit: WindowLimit, subject: string, points: number): Promise<Count>;
}

/** A limiter of rate-limiter-flexible, as far as it is needed: it counts, and the limits are judged here. */
interface PointStore {
  penalty(key: string, points: number): Promise<{ readonly consumedPoints: number; readonly msBeforeNext: number }>;
}

/** Counters on a store of points for each limit. */
export function createCounters(storeOf: (limit: WindowLimit) => PointStore): SharedCounters {
  const stores = new Map(WINDOW_LIMITS.map((limit) => [limit, storeOf(limit)]));
  return {
    async add(limit, subject, points) {
      const store = stores.get(limit);
      if (store === undefined) throw new Error(`${limit.name} is counted nowhere`);
      const { consumedPoints, msBeforeNext } = await store.penalty(subject, points);
      return { used: consumedPoints, resetMs: Math.max(0, msBeforeNext) };
    },
  };
}
