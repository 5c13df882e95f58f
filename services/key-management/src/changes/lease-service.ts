import { type Clock, type LeaseGrant, newId, type PollAnswer } from '@keyward/auth';
import type { ChangeReader } from './change-reader.ts';
import type { FeedStore } from './feed-store.ts';

/** Grants leases on the change feed and answers their polls. Any replica can answer the poll of any lease. */
export interface LeaseService {
  grant(staleMs: number): Promise<LeaseGrant>;
  /**
   * Acknowledges, renews, and waits for changes up to a third of the lease's time. `undefined`: the lease is gone.
   * `onRenewed` is called when it turned out to be live.
   */
  poll(
    leaseId: string,
    revision: number,
    signal?: AbortSignal,
    onRenewed?: () => void,
  ): Promise<PollAnswer | undefined>;
  release(leaseId: string): Promise<void>;
}

/** Waiting polls look at the counter this often, so that a lost ring of the doorbell costs only time. */
const LOOK_EVERY_MS = 1_000;

export function createLeaseService(options: {
  store: FeedStore;
  reader: ChangeReader;
  clock: Clock;
  ttlMs: number;
  /** Called when a poll acknowledged something, so that a waiting revoke looks at once. */
  onAcknowledged(): void;
}): LeaseService {
  const { store, reader, clock, ttlMs } = options;

  /** Changes after `revision`, as soon as there are any; an empty list when the waiting is over. */
  const awaitChanges = async (revision: number, waitMs: number, signal: AbortSignal | undefined) => {
    const since = clock.now().monotonic;
    for (;;) {
      const changes = reader.after(revision);
      const left = waitMs - (clock.now().monotonic - since);
      if (changes === undefined || changes.length > 0 || left <= 0 || signal?.aborted) return changes;
      await reader.moved(Math.min(left, LOOK_EVERY_MS), signal);
      if (reader.head === revision) await reader.refresh();
    }
  };

  return {
    async grant(staleMs) {
      // What comes after the grant is read from here on, so that the first poll need not be told to ask for all anew.
      if (reader.epoch === undefined) await reader.refresh();
      const leaseId = newId();
      const position = await store.insertLease(leaseId, { ttlMs, staleMs });
      return { leaseId, ttlMs, ...position };
    },
    async poll(leaseId, revision, signal, onRenewed) {
      const lease = await store.renewLease(leaseId, revision);
      if (lease === undefined) return undefined;
      options.onAcknowledged();
      onRenewed?.();
      // The answer holds all that was committed when the poll came. And what this replica has read may still be of an
      // earlier epoch, whose revisions mean other changes.
      if (reader.epoch !== lease.epoch || reader.head < lease.revision) await reader.refresh();
      const changes = await awaitChanges(revision, lease.ttlMs / 3, signal);
      if (reader.epoch !== lease.epoch) return undefined;
      const last = changes?.at(-1)?.revision ?? revision;
      return changes === undefined ? { revision: reader.head, reset: true } : { revision: last, changes: [...changes] };
    },
    async release(leaseId) {
      await store.deleteLease(leaseId);
      options.onAcknowledged();
    },
  };
}
