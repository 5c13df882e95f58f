import {
  USAGE_LIMITS,
  USAGE_REPEATED_FOR_MS,
  type UsageBatch,
  type UsageDenial,
  type UsageSource,
} from '@keyward/auth';

import type { CountedRequest } from './counted-request.ts';
import { isAccepted } from './counted-request.ts';
import { createDenials } from './denials.ts';
import { type LastUse, usageBatches } from './usage-batches.ts';
import { createUsageRows } from './usage-rows.ts';

/** Counts requests, and hands the counts to key-management. */
export interface UsageReport extends UsageSource {
  /** Counts a request that is over; `denial` where it was refused. */
  count(request: CountedRequest, denial: UsageDenial | undefined): void;
  /** What has been lost for want of room or of key-management. */
  readonly dropped: { readonly requests: number; readonly denials: number; readonly batches: number };
  /** Rows that no answer has named as taken. */
  readonly waitingRows: number;
}

/** How long counts are gathered before they are handed in; a fifth more or less, so that gateways do not come together. */
export const REPORT_EVERY_MS = 60_000;
const JITTER = 0.2;
/** How long key-management is left alone with usage that it did not take. */
const PAUSE_MS = 10_000;
const MAX_KEYS = 100_000;

interface Pending {
  readonly batch: UsageBatch;
  readonly madeAt: number;
}

/**
 * Nothing is cut into batches while earlier ones wait: what comes meanwhile is added up in memory, of which it takes no
 * more than so much. `now` is monotonic, in milliseconds; `random` gives 0 to 1.
 */
export function createUsageReport({
  everyMs = REPORT_EVERY_MS,
  now = () => performance.now(),
  random = Math.random,
}: {
  everyMs?: number;
  now?: () => number;
  random?: () => number;
} = {}): UsageReport {
  const rows = createUsageRows();
  const denials = createDenials();
  const keys = new Map<string, LastUse>();
  const credentials = new Map<string, number>();
  let pending: Pending[] = [];
  let droppedBatches = 0;
  let flushing = false;
  let cutsAt = now() + everyMs * random();
  let sendsAt = 0;

  function cut(): void {
    cutsAt = now() + everyMs * (1 - JITTER + 2 * JITTER * random());
    const counted = {
      rows: rows.take(),
      keys: new Map(keys),
      credentials: new Map(credentials),
      denials: denials.take(),
    };
    keys.clear();
    credentials.clear();
    pending = usageBatches(counted).map((batch) => ({ batch, madeAt: now() }));
  }

  function dropOld(): void {
    const kept = pending.filter(({ madeAt }) => now() - madeAt < USAGE_REPEATED_FOR_MS);
    droppedBatches += pending.length - kept.length;
    pending = kept;
  }

  const due = () => pending.slice(0, USAGE_LIMITS.batchesInPoll).map(({ batch }) => batch);

  return {
    get dropped() {
      return { requests: rows.dropped, denials: denials.dropped, batches: droppedBatches };
    },
    get waitingRows() {
      return rows.size + pending.reduce((sum, { batch }) => sum + batch.counts.keyId.length, 0);
    },
    count(request, denial) {
      rows.add(request);
      if (denial !== undefined) denials.add(denial);
      if (!isAccepted(request)) return;
      const { keyId, credentialId, at, ip } = request;
      const lastUse = keys.get(keyId);
      if (lastUse !== undefined) {
        lastUse.at = at;
        lastUse.ip = ip;
      } else if (keys.size < MAX_KEYS) keys.set(keyId, { at, ip });
      if (credentialId !== null) credentials.set(credentialId, at);
    },
    due() {
      dropOld();
      if (pending.length === 0 && (flushing || now() >= cutsAt)) cut();
      return flushing || now() >= sendsAt ? due() : [];
    },
    sent(taken) {
      const sent = due();
      const left = sent.filter(({ batchId }) => !taken.includes(batchId));
      pending = pending.filter(({ batch }) => !taken.includes(batch.batchId));
      if (left.length > 0) sendsAt = now() + PAUSE_MS;
    },
    flush() {
      flushing = true;
    },
  };
}
