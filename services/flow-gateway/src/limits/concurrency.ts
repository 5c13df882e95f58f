import type { Limited } from './limited.ts';
import { tooManyAtOnce } from './rate-limited.ts';

/** A request's places among those under way. */
export interface Places {
  /** How many are under way, this one included, for each of the limited things in their order. */
  readonly underWay: readonly number[];
  /** The request is over. Called once. */
  leave(): void;
}

/** Counts the requests under way. */
export interface Concurrency {
  /** Throws, or rejects with, ProblemError `rateLimited` (429) where there is no place left. */
  enter(limited: readonly Limited[]): Places | Promise<Places>;
}

/** A count that is at hand. */
export interface OwnConcurrency extends Concurrency {
  enter(limited: readonly Limited[]): Places;
}

/** Counts those of this process: all of them, so that a limit which comes later knows of those that are under way. */
export function createMemoryConcurrency(): OwnConcurrency {
  const counts = new Map<string, number>();

  function leave(limited: readonly Limited[]): void {
    for (const { subject } of limited) {
      const left = (counts.get(subject) ?? 0) - 1;
      if (left > 0) counts.set(subject, left);
      else counts.delete(subject);
    }
  }

  return {
    enter(limited) {
      for (const one of limited) {
        const { concurrentRequests = Number.POSITIVE_INFINITY } = one.limits;
        if ((counts.get(one.subject) ?? 0) >= concurrentRequests) throw tooManyAtOnce(one);
      }
      const underWay = limited.map(({ subject }) => {
        const present = (counts.get(subject) ?? 0) + 1;
        counts.set(subject, present);
        return present;
      });
      return { underWay, leave: () => leave(limited) };
    },
  };
}
