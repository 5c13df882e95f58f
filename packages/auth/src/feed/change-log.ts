import type { FeedChange } from '../wire/change-feed.ts';

/** What a cached answer depends on, as the feed names it: `key:<id>`, `workspace:<id>`, … */
export type Subject = string;

/** Negative answers about tokens depend on this one: any change of any key may make them wrong. */
export const ANY_KEY: Subject = 'any-key';

/** Answers that name no tenant depend on this one: a tenant that ends can make an ambiguous name plain. */
export const ANY_TENANT: Subject = 'any-tenant';

/** Answers about an upstream's name that leads nowhere depend on this one: any upstream may take the name. */
export const ANY_UPSTREAM: Subject = 'any-upstream';

/** The subjects that a change touches; `undefined` for a kind that this reader does not know, which touches all. */
export function touchedSubjects(change: FeedChange): readonly Subject[] | undefined {
  switch (change.entity) {
    case 'key':
      return [`key:${change.entityId}`, ANY_KEY];
    case 'workspace':
    case 'organization':
      return [`${change.entity}:${change.entityId}`, ANY_KEY, ANY_TENANT];
    case 'upstream':
      return [`upstream:${change.entityId}`, ANY_UPSTREAM];
    case 'flow':
    case 'gateway':
    case 'credential':
      return [`${change.entity}:${change.entityId}`];
    default:
      return undefined;
  }
}

/**
 * What this process knows of the changes since its present lease began: enough to tell whether an answer that was
 * sampled at some revision is still right at the newest one. Whatever is older than it reaches counts as touched.
 */
export interface ChangeLog {
  /** The revision up to which every change has been applied. */
  readonly applied: number;
  /** Starts over: nothing is known of what happened up to `revision`. */
  begin(revision: number): void;
  /** Applies the changes of one poll, in their order, and moves on to `revision`. */
  apply(changes: readonly FeedChange[], revision: number): void;
  /** True when one of the subjects may have changed after `revision`. */
  touchedSince(revision: number, subjects: readonly Subject[]): boolean;
}

/** An empty log that remembers when each of at most `maxSubjects` subjects was last touched. */
export function createChangeLog(maxSubjects = 50_000): ChangeLog {
  const lastTouched = new Map<Subject, number>();
  /** Answers sampled before this revision are of a time that the log does not reach back to. */
  let floor = -1;

  const forgetUpTo = (revision: number): void => {
    floor = revision;
    lastTouched.clear();
  };

  // A plain member, read with each request: an object literal with a getter is a dictionary to V8.
  const log = {
    applied: -1,
    begin(revision: number): void {
      log.applied = revision;
      forgetUpTo(revision);
    },
    apply(changes: readonly FeedChange[], revision: number): void {
      for (const change of changes) {
        const subjects = touchedSubjects(change);
        if (subjects === undefined) forgetUpTo(change.revision);
        else for (const subject of subjects) lastTouched.set(subject, change.revision);
      }
      log.applied = revision;
      if (lastTouched.size > maxSubjects) forgetUpTo(revision);
    },
    touchedSince(revision: number, subjects: readonly Subject[]): boolean {
      if (revision < floor) return true;
      for (const subject of subjects) {
        const at = lastTouched.get(subject);
        if (at !== undefined && at > revision) return true;
      }
      return false;
    },
  };
  return log;
}
