import type { Clock, Instant } from '@keyward/auth';
import { coalesced } from './coalesced.ts';
import type { FeedStore, LeaseRow } from './feed-store.ts';

/** A lease that may still be believed in. */
export interface LiveLease extends LeaseRow {
  /** Milliseconds until it may be called lapsed, if it is not renewed. */
  readonly left: number;
}

/**
 * Looks at the leases, and ends those that have lapsed.
 *
 * A lease has lapsed when this very process saw it not renewed for the whole of its time, by its own monotonic clock.
 * A gateway believes in its lease for less than that, counted from the sending of a poll that is older than our first
 * look at its row. So no two clocks need to agree, and setting the database's clock changes nothing.
 */
export function createLeaseWatch(store: FeedStore, clock: Clock): () => Promise<ReadonlyMap<string, LiveLease>> {
  const firstSeen = new Map<string, { renewals: number; at: Instant }>();

  const untilLapsed = (lease: LeaseRow, looked: Instant): number => {
    let seen = firstSeen.get(lease.leaseId);
    if (seen?.renewals !== lease.renewals) {
      seen = { renewals: lease.renewals, at: looked };
      firstSeen.set(lease.leaseId, seen);
    }
    return lease.ttlMs - (clock.now().monotonic - seen.at.monotonic);
  };

  return coalesced(async () => {
    const rows = await store.liveLeases();
    // After the answer, not before: a poll that was sent while we asked may be counted in it.
    const looked = clock.now();
    const live = new Map<string, LiveLease>();
    for (const row of rows) {
      const left = untilLapsed(row, looked);
      if (left <= 0 && (await store.lapseLease(row.leaseId, row.renewals))) continue;
      live.set(row.leaseId, { ...row, left });
    }
    for (const leaseId of firstSeen.keys()) if (!live.has(leaseId)) firstSeen.delete(leaseId);
    return live;
  });
}
