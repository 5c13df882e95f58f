import type { LeaseGrant } from '../wire/change-feed.ts';
import type { UsageBatch } from '../wire/usage.ts';
import type { Clock } from './clock.ts';
import type { FeedTransport } from './feed-transport.ts';

/** What the polls of a lease carry to key-management. A batch stays the same, and due, until it is taken. */
export interface UsageSource {
  /** The batches that the next poll carries. */
  due(): readonly UsageBatch[];
  /** A poll that carried what was due is over, and key-management has taken these batches. */
  sent(taken: readonly string[]): void;
  /** From now on all that was counted is due at once. */
  flush(): void;
}

/** How long a stop waits for key-management to take what is left, in milliseconds. */
const FLUSH_MS = 3_000;
const PAUSE_MS = 100;

/**
 * Hands in all that was counted, after the last poll, under the lease that is still held or else a new one; resolves to
 * the lease that is to be released. Gives up after three seconds; never rejects.
 */
export async function flushUsage(options: {
  transport: FeedTransport;
  usage: UsageSource;
  grant: LeaseGrant | undefined;
  /** Up to where changes were applied. */
  revision: number;
  clock: Clock;
}): Promise<LeaseGrant | undefined> {
  const { transport, usage, clock } = options;
  let { grant, revision } = options;
  const over = new AbortController();
  void clock.sleep(FLUSH_MS, over.signal).then(() => over.abort());
  usage.flush();
  for (let due = usage.due(); due.length > 0 && !over.signal.aborted; due = usage.due()) {
    let taken: readonly string[] = [];
    try {
      if (grant === undefined) {
        grant = await transport.createLease(over.signal);
        revision = grant.revision;
      }
      const answer = await transport.poll(grant.leaseId, revision, over.signal, due);
      if (answer === undefined) grant = undefined;
      taken = answer?.usageTaken ?? [];
    } catch {
      // Key-management may be on its way back.
    }
    usage.sent(taken);
    if (taken.length === 0) await clock.sleep(PAUSE_MS, over.signal);
  }
  over.abort();
  return grant;
}
