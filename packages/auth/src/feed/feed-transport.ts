import type { LeaseGrant, PollAnswer } from '../wire/change-feed.ts';
import type { UsageBatch } from '../wire/usage.ts';

/** How the feed is reached. Each call rejects when no answer came; a lease that is gone answers `undefined`. */
export interface FeedTransport {
  createLease(signal: AbortSignal): Promise<LeaseGrant>;
  /** `usage` goes along; the answer names what of it was taken. */
  poll(
    leaseId: string,
    revision: number,
    signal: AbortSignal,
    usage?: readonly UsageBatch[],
  ): Promise<PollAnswer | undefined>;
  releaseLease(leaseId: string): Promise<void>;
}
