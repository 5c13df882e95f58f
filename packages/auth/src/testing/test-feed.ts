import { Value } from 'typebox/value';

import { type FeedChange, PollRequest, type UsageBatch } from '../wire/index.ts';
import { leaseAnswer, type ReceivedQuestion, type StubAnswer } from './introspection-server.ts';

/** The change feed of a small key-management: its leases, and the changes that a test makes. */
export interface TestFeed {
  /** What it says to calls about leases; undefined for all other calls. */
  answer(question: ReceivedQuestion): StubAnswer | Promise<StubAnswer> | undefined;
  /** The revision that answers are sampled at. */
  readonly revision: number;
  /** The batches of usage that were taken, each once. */
  readonly usage: readonly UsageBatch[];
  /** Takes usage from now on, or does not. */
  takeUsage(takes: boolean): void;
  /** A change is committed; resolves when the gateway has acknowledged it, as a revoke waits for it. */
  change(entity: string, entityId: string): Promise<void>;
}

/** How long a poll waits for a change. */
const POLL_MS = 300;

/** A feed for one gateway. */
export function createTestFeed(): TestFeed {
  const changes: FeedChange[] = [];
  const waiting = new Set<() => void>();
  const usage: UsageBatch[] = [];
  let takesUsage = true;
  let revision = 1;
  let acknowledged = 0;

  /** Resolves at the next event, or after `ms`. */
  function event(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, ms).unref();
      waiting.add(done);
    });
  }

  function wakeAll(): void {
    for (const wake of waiting) wake();
  }

  return {
    get revision() {
      return revision;
    },
    usage,
    takeUsage(takes) {
      takesUsage = takes;
    },
    answer(question) {
      const standing = leaseAnswer(question);
      if (standing === undefined || question.method === 'DELETE') return standing;
      if (question.path.endsWith('/poll')) return poll(Value.Parse(PollRequest, JSON.parse(question.text)));
      return { status: 201, body: { leaseId: 'lease00000000001', ttlMs: 3_000, epoch: 'epoch', revision } };
    },
    async change(entity, entityId) {
      revision++;
      const mine = revision;
      changes.push({ revision, entity, entityId, workspaceId: null });
      wakeAll();
      while (acknowledged < mine) await event(POLL_MS);
    },
  };

  async function poll({ revision: from, usage: batches }: PollRequest): Promise<StubAnswer> {
    acknowledged = Math.max(acknowledged, from);
    wakeAll();
    const usageTaken = batches === undefined ? undefined : take(batches);
    if (from === revision && usageTaken === undefined) await event(POLL_MS);
    const news = changes.filter((change) => change.revision > from);
    return { body: { revision, changes: news, ...(usageTaken && { usageTaken }) } };
  }

  function take(batches: readonly UsageBatch[]): string[] {
    if (!takesUsage) return [];
    for (const batch of batches) if (!usage.some(({ batchId }) => batchId === batch.batchId)) usage.push(batch);
    return batches.map((batch) => batch.batchId);
  }
}
