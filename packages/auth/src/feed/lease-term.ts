import type { Instant } from './clock.ts';

/**
 * How long one grant of a lease may be believed: from the moment the poll that obtained it was *sent*, for the lease's
 * time less a margin (Gray and Cheriton, «Leases», 1989). Key-management counts from the moment it *received* that
 * poll, so whoever believes lets go first; the margin pays for clocks that run at different rates.
 */
export interface LeaseTerm {
  readonly sent: Instant;
  readonly lengthMs: number;
  /** By how much the two clocks may disagree on the time since. */
  readonly toleranceMs: number;
}

/** The share of a lease's time that is given up for clocks that drift. */
export const LEASE_MARGIN = 0.1;

/** The term that a poll sent at `sent` obtains, for a lease of `ttlMs`. */
export function leaseTerm(sent: Instant, ttlMs: number, margin = LEASE_MARGIN): LeaseTerm {
  return { sent, lengthMs: ttlMs * (1 - margin), toleranceMs: (ttlMs * LEASE_MARGIN) / 2 };
}

/**
 * Milliseconds that are left of a term, by the clock that says sooner; zero or less: it is over. Where the clocks
 * disagree, one of them stood still (a paused machine) or was set, nobody knows which, and the term is over at once.
 */
export function remainingMs(term: LeaseTerm, now: Instant): number {
  const monotonic = now.monotonic - term.sent.monotonic;
  const wall = now.wall - term.sent.wall;
  if (Math.abs(monotonic - wall) > term.toleranceMs) return Number.NEGATIVE_INFINITY;
  return term.lengthMs - Math.max(monotonic, wall);
}
