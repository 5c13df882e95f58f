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
import { usageBatches } from './usage-batches.ts';
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
  let credentials = new Map<string, number>();
  /** What was cut and is not in a batch yet. */
  let uncut: Iterator<UsageBatch, undefined> = [][Symbol.iterator]();
  let uncutRows = 0;
  let pending: UsageBatch[] = [];
  let droppedBatches = 0;
  let flushing = false;
  let cutAt = 0;
  let cutsAt = now() + everyMs * random();
  let sendsAt = 0;

  function cut(): void {
    cutAt = now();
    cutsAt = cutAt + everyMs * (1 - JITTER + 2 * JITTER * random());
    uncutRows = rows.size;
    uncut = usageBatches({ pages: rows.take(), credentials, denials: denials.take() });
    credentials = new Map();
    fill();
  }

  function fill(): void {
    while (pending.length < USAGE_LIMITS.batchesInPoll) {
      const { value: batch } = uncut.next();
      if (batch === undefined) return;
      uncutRows -= batch.counts.keyId.length;
      pending.push(batch);
    }
  }

  function dropOld(): void {
    if (now() - cutAt < USAGE_REPEATED_FOR_MS) return;
    for (; pending.length > 0; fill()) {
      droppedBatches += pending.length;
      pending = [];
    }
  }

  return {
    get dropped() {
      return { requests: rows.dropped, denials: denials.dropped, batches: droppedBatches };
    },
    get waitingRows() {
      return rows.size + uncutRows + pending.reduce((sum, { counts }) => sum + counts.keyId.length, 0);
    },
    count(request, denial) {
      rows.add(request);
      if (denial !== undefined) denials.add(denial);
      const { credentialId, at } = request;
      if (credentialId !== null && isAccepted(request)) credentials.set(credentialId, at);
    },
    due() {
      dropOld();
      if (pending.length === 0 && (flushing || now() >= cutsAt)) cut();
      return flushing || now() >= sendsAt ? [...pending] : [];
    },
    sent(taken) {
      const left = pending.filter(({ batchId }) => !taken.includes(batchId));
      if (left.length > 0) sendsAt = now() + PAUSE_MS;
      pending = left;
      fill();
    },
    flush() {
      flushing = true;
    },
  };
}
