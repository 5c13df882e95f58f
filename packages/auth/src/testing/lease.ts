import { createChangeLog, type Lease } from '../feed/index.ts';
import type { FeedChange } from '../wire/index.ts';

/** A lease in the hand of a test. */
export interface TestLease extends Lease {
  /** It is over, since `overdueMs`; where that is negative, it was lost before its time. */
  end(overdueMs?: number): void;
  /** A new one begins at `revision`; what was missed in between is unknown. */
  begin(revision: number): void;
  /** The feed delivers changes; each is the next revision. */
  deliver(...changes: readonly Pick<FeedChange, 'entity' | 'entityId'>[]): void;
}

/** A lease that is held from `revision` on until the test ends it. */
export function aLease(revision = 0): TestLease {
  const log = createChangeLog();
  let held = true;
  let incarnation = 1;
  let endedAt = 0;
  log.begin(revision);
  return {
    log,
    get incarnation() {
      return incarnation;
    },
    valid: () => held,
    remainingMs: () => (held ? 9_000 : 0),
    overdueMs: () => (held ? -9_000 : performance.now() - endedAt),
    end(overdueMs = 0) {
      held = false;
      endedAt = performance.now() - overdueMs;
    },
    begin(from) {
      held = true;
      incarnation++;
      log.begin(from);
    },
    deliver(...changes) {
      const rows = changes.map((change, index) => ({
        ...change,
        revision: log.applied + 1 + index,
        workspaceId: null,
      }));
      log.apply(rows, log.applied + rows.length);
    },
  };
}
