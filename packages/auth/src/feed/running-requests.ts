import type { FeedChange } from '../wire/change-feed.ts';
import { type Subject, touchedSubjects } from './change-log.ts';
import { createChurningSet, type Placed } from './churning-set.ts';
import { type Clock, systemClock } from './clock.ts';
import type { FeedSubscriber } from './lease-keeper.ts';

/** A request that was let through and is under way. */
export interface RunningRequest extends Placed {
  /** What its permission to run depends on. */
  readonly subjects: readonly Subject[];
  /** When its key ends, in milliseconds since the epoch; `null` for never. A judgement may change it. */
  readonly expiresAt: number | null;
  /** Whether it would be let through now. Rejects when nobody can tell. */
  judge(): Promise<boolean>;
  /** Ends it at both sides, at once. */
  end(): void;
}

/** The requests under way, ended when what let them through is no more. */
export interface RunningRequests extends FeedSubscriber {
  add(request: RunningRequest): void;
  delete(request: RunningRequest): void;
  readonly size: number;
  /** How many were ended, and why. */
  readonly ended: Readonly<Record<'revoked' | 'expired', number>>;
}

/** The wall clock may be set while a timer runs, so the timer is never trusted for longer than this. */
const LONGEST_SLEEP_MS = 1_000;

/**
 * Keeps account of the requests under way. When a change touches one it is judged anew, and ended where it would not
 * be let through now or nobody can tell; the feed acknowledges the change only then. A key's end needs no change: a
 * timer ends its requests.
 */
export function createRunningRequests(clock: Clock = systemClock): RunningRequests {
  const running = createChurningSet<RunningRequest>();
  const expiring = new Set<RunningRequest>();
  const ended = { revoked: 0, expired: 0 };
  let watching = false;
  let wakesAt = 0;
  let wakeUp = new AbortController();

  const end = (request: RunningRequest, reason: keyof typeof ended): void => {
    expiring.delete(request);
    if (!running.delete(request)) return;
    ended[reason]++;
    request.end();
  };

  const judge = async (requests: Iterable<RunningRequest>): Promise<void> => {
    await Promise.all(
      Array.from(requests, async (request) => {
        if (await request.judge().catch(() => false)) awaitExpiry(request);
        else end(request, 'revoked');
      }),
    );
  };

  const watchExpiry = async (): Promise<void> => {
    watching = true;
    while (expiring.size > 0) {
      const now = clock.now().wall;
      let soonest = Number.POSITIVE_INFINITY;
      for (const request of expiring) {
        if (request.expiresAt === null) expiring.delete(request);
        else if (request.expiresAt <= now) end(request, 'expired');
        else soonest = Math.min(soonest, request.expiresAt);
      }
      if (expiring.size === 0) break;
      wakesAt = Math.min(soonest, now + LONGEST_SLEEP_MS);
      wakeUp = new AbortController();
      await clock.sleep(wakesAt - now, wakeUp.signal);
    }
    watching = false;
  };

  const awaitExpiry = (request: RunningRequest): void => {
    if (request.expiresAt === null || !running.has(request)) return;
    expiring.add(request);
    if (!watching) void watchExpiry();
    else if (request.expiresAt < wakesAt) wakeUp.abort();
  };

  return {
    ended,
    get size() {
      return running.size;
    },
    add(request) {
      running.add(request);
      awaitExpiry(request);
    },
    delete(request) {
      running.delete(request);
      expiring.delete(request);
    },
    async applied(changes: readonly FeedChange[]) {
      const touched = new Set<Subject>();
      for (const change of changes) {
        const subjects = touchedSubjects(change);
        if (subjects === undefined) return judge(running);
        for (const subject of subjects) touched.add(subject);
      }
      await judge([...running].filter((request) => request.subjects.some((subject) => touched.has(subject))));
    },
    missed: () => judge(running),
  };
}
