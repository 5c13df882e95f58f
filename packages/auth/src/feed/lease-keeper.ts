import type { FeedChange, LeaseGrant } from '../wire/change-feed.ts';
import { type ChangeLog, createChangeLog } from './change-log.ts';
import { type Clock, systemClock } from './clock.ts';
import type { FeedTransport } from './feed-transport.ts';
import { LEASE_MARGIN, type LeaseTerm, leaseTerm, remainingMs } from './lease-term.ts';
import { flushUsage, type UsageSource } from './usage-source.ts';

/** Who must have acted on a change before it is acknowledged: the requests under way, above all. */
export interface FeedSubscriber {
  /** Resolves when nothing that these changes forbid goes on any more. */
  applied(changes: readonly FeedChange[]): Promise<void>;
  /** Resolves when everything that goes on was judged anew, because changes may have been missed. */
  missed(): Promise<void>;
}

/** How long the creation of a lease may take, in milliseconds. */
const CREATE_DEADLINE_MS = 5_000;

/** What the rest of a process sees of its lease. */
export interface Lease {
  /** True while cached answers may be used. Synchronous, so that nothing comes between this check and what follows. */
  valid(): boolean;
  /** Milliseconds until cached answers may no longer be used; 0 without a lease. */
  remainingMs(): number;
  /** Milliseconds since the last lease was over; infinite where there was none. */
  overdueMs(): number;
  /** Counts the leases of this process, so that an answer can tell that it was asked for under an earlier one. */
  readonly incarnation: number;
  readonly log: ChangeLog;
}

export interface LeaseKeeper extends Lease {
  /** Obtains a lease and keeps it until `stop`. Resolves when the first lease is held or `stop` was called. */
  start(): Promise<void>;
  /** Lets go of the lease at once, here and at key-management, and hands in the usage that is left. */
  stop(): Promise<void>;
  /** Milliseconds since the feed last told something, be it that there is nothing new; counted from the beginning on. */
  silentMs(): number;
}

/**
 * Keeps this process's lease on the change feed: obtains one, polls (which acknowledges, renews and delivers in one),
 * applies what comes, and starts over with nothing where it was lost.
 */
export function createLeaseKeeper(options: {
  transport: FeedTransport;
  subscriber: FeedSubscriber;
  /** What the polls carry along. */
  usage?: UsageSource;
  clock?: Clock;
  margin?: number;
  log?: ChangeLog;
  retryMs?: number;
  onError?: (error: unknown) => void;
}): LeaseKeeper {
  const { transport, subscriber, usage } = options;
  const clock = options.clock ?? systemClock;
  const margin = options.margin ?? LEASE_MARGIN;
  const log = options.log ?? createChangeLog();
  const retryMs = options.retryMs ?? 200;
  const stopped = new AbortController();
  let term: LeaseTerm | undefined;
  let held: LeaseGrant | undefined;
  /** Applied to the log, but not yet acted on by the subscriber: not to be acknowledged. */
  let unsettled: FeedChange[] | 'everything' = [];
  let heard = clock.now();
  let started: Promise<void> | undefined;
  let running: Promise<void> | undefined;

  const startOver = (revision: number): void => {
    keeper.incarnation++;
    unsettled = 'everything';
    log.begin(revision);
  };

  const obtain = async (): Promise<void> => {
    const sent = clock.now();
    const grant = await withDeadline(CREATE_DEADLINE_MS, (signal) => transport.createLease(signal));
    startOver(grant.revision);
    heard = clock.now();
    held = grant;
    term = leaseTerm(sent, grant.ttlMs, margin);
  };

  const settle = async (): Promise<void> => {
    if (unsettled === 'everything') await subscriber.missed();
    else if (unsettled.length > 0) await subscriber.applied(unsettled);
    unsettled = [];
  };

  const poll = async (grant: LeaseGrant): Promise<void> => {
    const sent = clock.now();
    const acknowledged = log.applied;
    const answer = await withDeadline(grant.ttlMs / 2, (signal) => pollWithUsage(grant.leaseId, acknowledged, signal));
    if (held !== grant) return;
    if (answer === undefined) {
      held = undefined;
      return;
    }
    if (answer.reset || !answer.changes || !follows(acknowledged, answer.changes, answer.revision)) {
      startOver(answer.revision);
    } else {
      log.apply(answer.changes, answer.revision);
      unsettled = answer.changes;
    }
    heard = clock.now();
    term = leaseTerm(sent, grant.ttlMs, margin);
  };

  /** Whatever becomes of the usage, the next poll comes: a batch that cannot be taken never costs the lease. */
  const pollWithUsage = async (leaseId: string, revision: number, signal: AbortSignal) => {
    const batches = usage?.due() ?? [];
    if (usage === undefined || batches.length === 0) return await transport.poll(leaseId, revision, signal);
    let taken: readonly string[] = [];
    try {
      const answer = await transport.poll(leaseId, revision, signal, batches);
      taken = answer?.usageTaken ?? [];
      return answer;
    } finally {
      usage.sent(taken);
    }
  };

  /** Runs a call that is given up after `ms`, or when the keeper stops. */
  const withDeadline = async <T>(ms: number, call: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    stopped.signal.throwIfAborted();
    const over = new AbortController();
    const signal = AbortSignal.any([over.signal, stopped.signal]);
    const deadline = clock.sleep(ms, signal).then((): never => {
      throw new Error(`The change feed gave no answer within ${ms} ms.`);
    });
    try {
      return await Promise.race([call(signal), deadline]);
    } finally {
      deadline.catch(() => undefined);
      over.abort();
    }
  };

  const keep = async (firstLease: () => void): Promise<void> => {
    while (!stopped.signal.aborted) {
      try {
        if (held === undefined) await obtain();
        firstLease();
        await settle();
        if (held !== undefined) await poll(held);
      } catch (error) {
        if (stopped.signal.aborted) return;
        options.onError?.(error);
        await clock.sleep(retryMs, stopped.signal);
      }
    }
  };

  const left = (): number => (term === undefined ? Number.NEGATIVE_INFINITY : remainingMs(term, clock.now()));
  const usableMs = (): number => (held === undefined || stopped.signal.aborted ? 0 : Math.max(0, left()));

  const keeper = {
    log,
    // A plain member: read with each request, see the change log's.
    incarnation: 0,
    valid: () => usableMs() > 0,
    remainingMs: usableMs,
    overdueMs: () => -left(),
    silentMs: () => clock.now().monotonic - heard.monotonic,
    start(): Promise<void> {
      started ??= new Promise((resolve) => {
        running = keep(resolve).finally(resolve);
      });
      return started;
    },
    async stop(): Promise<void> {
      stopped.abort();
      await running;
      const grant = held;
      held = undefined;
      // Nothing that is remembered counts any more: what was applied may be acknowledged, as the release does.
      const revision = log.applied;
      const lastGrant = usage === undefined ? grant : await flushUsage({ transport, usage, grant, revision, clock });
      if (lastGrant !== undefined) await transport.releaseLease(lastGrant.leaseId).catch(() => undefined);
    },
  };
  return keeper;
}

/** A gap means that something was missed: each change must be the next one, up to the revision that was promised. */
function follows(after: number, changes: readonly FeedChange[], revision: number): boolean {
  let expected = after + 1;
  for (const change of changes) if (change.revision !== expected++) return false;
  return revision === expected - 1;
}
