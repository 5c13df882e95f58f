import type { FeedChange } from '@keyward/auth';

/** Where the feed stands: `epoch` is renewed when history was (a restore, a promotion). */
export interface Position {
  readonly epoch: string;
  readonly revision: number;
}

/** A lease as its row shows it. `renewals` counts its polls, so that a look can tell whether it lived on since. */
export interface LeaseRow {
  readonly leaseId: string;
  readonly acknowledged: number;
  readonly renewals: number;
  readonly ttlMs: number;
  readonly staleMs: number;
}

/** What a lease was granted for. */
export type LeaseTerms = Pick<LeaseRow, 'ttlMs' | 'staleMs'>;

/** What the feed needs of the database. Each function is one transaction. */
export interface FeedStore {
  position(): Promise<Position>;
  /** The changes after `revision`, in order, and the position in the same snapshot. */
  changesAfter(revision: number, limit: number): Promise<Position & { readonly changes: readonly FeedChange[] }>;
  /** Adds a lease that has acknowledged nothing; under the counter's lock, so that a revoke sees it or it starts after. */
  insertLease(leaseId: string, terms: LeaseTerms): Promise<Position>;
  /**
   * Counts a poll that acknowledges `revision`. Answers the lease's time and the position in the same snapshot;
   * `undefined` when it is gone, is not to be renewed, belongs to another epoch than the present one, or acknowledges
   * what has not happened in this history.
   */
  renewLease(leaseId: string, revision: number): Promise<(Position & { readonly ttlMs: number }) | undefined>;
  deleteLease(leaseId: string): Promise<void>;
  /** Ends a lease unless it was renewed since it showed `renewals`. True when it is over. */
  lapseLease(leaseId: string, renewals: number): Promise<boolean>;
  /** The leases that have not lapsed. */
  liveLeases(): Promise<readonly LeaseRow[]>;
  /**
   * Of the named leases, those that have not acknowledged `revision`, and are renewed no more from now on; and of all
   * that have lapsed, those whose holder may still go on with its last known answers.
   */
  silentLeases(leaseIds: readonly string[], revision: number): Promise<readonly LeaseRow[]>;
  /** Removes changes and lapsed leases that nobody can ask for any more. */
  readonly compact: () => Promise<void>;
}
