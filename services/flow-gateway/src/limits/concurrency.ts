import { type Limited, subjectOf } from './limited.ts';
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

  function leave(subjects: readonly string[]): void {
    for (const subject of subjects) {
      const left = (counts.get(subject) ?? 0) - 1;
      if (left > 0) counts.set(subject, left);
      else counts.delete(subject);
    }
  }

  return {
    enter(limited) {
      const subjects = limited.map(subjectOf);
      const underWay = subjects.map((subject) => (counts.get(subject) ?? 0) + 1);
      const full = limited.find(
        ({ limits }, at) => (underWay[at] ?? 0) > (limits.concurrentRequests ?? Number.POSITIVE_INFINITY),
      );
      if (full !== undefined) throw tooManyAtOnce(full);
      for (const [at, subject] of subjects.entries()) counts.set(subject, underWay[at] ?? 1);
      return { underWay, leave: () => leave(subjects) };
    },
  };
}
