import type { Clock, FeedChange } from '@keyward/auth';
import { type Bell, createBell } from './bell.ts';
import { coalesced } from './coalesced.ts';
import type { FeedStore } from './feed-store.ts';

/** What this replica has read of the feed, for all its waiting polls. */
export interface ChangeReader {
  readonly epoch: string | undefined;
  /** The newest revision that was read; -1 before the first. */
  readonly head: number;
  /** Reads what is new, once for all who ask at the same time. */
  readonly refresh: () => Promise<void>;
  /** The changes after a revision, up to `head`; `undefined` when they are not kept, or are of another history. */
  after(revision: number): readonly FeedChange[] | undefined;
  /** Resolves when `head` has moved, after `ms`, or at the abort. */
  moved(ms: number, signal?: AbortSignal): Promise<void>;
}

/** How many changes one read takes at most, and how many are kept for polls that come late. */
const KEPT = 10_000;

/** A reader that has read nothing yet. Rows are read by revision, which the counter's lock makes gapless and in order. */
export function createChangeReader(store: FeedStore, clock: Clock): ChangeReader {
  const bell: Bell = createBell((ms, signal) => clock.sleep(ms, signal));
  let epoch: string | undefined;
  let changes: FeedChange[] = [];
  let head = -1;

  const startAt = (position: { epoch: string; revision: number }): void => {
    epoch = position.epoch;
    changes = [];
    head = position.revision;
  };

  const read = async (): Promise<void> => {
    const before = head;
    if (epoch === undefined) startAt(await store.position());
    else {
      const next = await store.changesAfter(head, KEPT);
      const last = next.changes.at(-1)?.revision ?? head;
      const gapless = next.changes.length === last - head && (last === next.revision || next.changes.length === KEPT);
      if (next.epoch !== epoch || !gapless) startAt(next);
      else {
        changes.push(...next.changes);
        if (changes.length > 2 * KEPT) changes = changes.slice(-KEPT);
        head = last;
      }
    }
    if (head !== before) bell.ring();
  };

  return {
    get epoch() {
      return epoch;
    },
    get head() {
      return head;
    },
    refresh: coalesced(read),
    after(revision) {
      const first = head - changes.length;
      if (revision > head || revision < first) return undefined;
      return changes.slice(revision - first);
    },
    moved: (ms, signal) => bell.wait(ms, bell.rings, signal),
  };
}
