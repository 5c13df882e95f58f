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

/** How many of those that have nothing under way are remembered at most. */
const MAX_IDLE = 1_000;

/** Counts those of this process: all of them, so that a limit which comes later knows of those that are under way. */
export function createMemoryConcurrency(): OwnConcurrency {
  let counts = new Map<string, number>();
  let idle = 0;

  function leave(limited: readonly Limited[]): void {
    for (const { subject } of limited) {
      const left = (counts.get(subject) ?? 1) - 1;
      counts.set(subject, left);
      if (left === 0) idle++;
    }
    if (idle > MAX_IDLE) forgetIdle();
  }

  /** By a new map: one that gains and loses an entry with each request makes tables that only a full collection frees. */
  function forgetIdle(): void {
    counts = new Map([...counts].filter(([, present]) => present > 0));
    idle = 0;
  }

  function join(subject: string): number {
    const known = counts.get(subject);
    if (known === 0) idle--;
    const present = (known ?? 0) + 1;
    counts.set(subject, present);
    return present;
  }

  return {
    enter(limited) {
      for (const one of limited) {
        const { concurrentRequests = Number.POSITIVE_INFINITY } = one.limits;
        if ((counts.get(one.subject) ?? 0) >= concurrentRequests) throw tooManyAtOnce(one);
      }
      const underWay = limited.map(({ subject }) => join(subject));
      return { underWay, leave: () => leave(limited) };
    },
  };
}
