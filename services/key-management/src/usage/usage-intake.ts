import { setTimeout as sleep } from 'node:timers/promises';
import type { UsageBatch } from '@keyward/auth';
import { sql } from 'drizzle-orm';
import pLimit from 'p-limit';
import type { Database } from '../database/connect.ts';
import { databaseFailure } from '../database/failure.ts';
import { retried } from '../database/retried.ts';
import { addDenials } from '../denials/add-denials.ts';
import { addCounts } from './add-counts.ts';
import { recordCredentialUses, recordKeyUses } from './record-uses.ts';
import { usageBatchesTable } from './usage-tables.ts';

/** Adds what gateways report. */
export interface UsageIntake {
  /** Resolves to the ids of those batches that are added, now or earlier; never rejects. */
  take(batches: readonly UsageBatch[]): Promise<string[]>;
}

export interface UsageObservers {
  readonly onBatch: (result: 'added' | 'repeated' | 'refused' | 'failed') => void;
  readonly onRows: (result: 'added' | 'unknown-key', rows: number) => void;
}

/** So many batches at once: after an outage all gateways come together, and others need the database too. */
const AT_ONCE = 2;
/** So many more are held in memory; those that come then have to come again. */
const MAX_WAITING = 32;

const LOCKED_PAUSE_MS = 200;
const LOCKED_ATTEMPTS = 10;

/** Adds each batch exactly once: its id is kept in the very transaction that adds it. */
export function createUsageIntake(options: {
  readonly db: Database;
  /** Told what goes wrong, in words. */
  readonly warn: (message: string) => void;
  readonly observers?: UsageObservers | undefined;
}): UsageIntake {
  const { db, warn, observers } = options;
  const limit = pLimit(AT_ONCE);

  /** Written apart from the counts, and first: it is the same however often it is done, and locks keys for moments only. */
  async function recordUses({ keyUses, credentialUses }: UsageBatch): Promise<void> {
    for (let attempt = 1; (await recordKeyUses(db, keyUses)) > 0; attempt++) {
      if (attempt === LOCKED_ATTEMPTS) throw new Error('keys are locked for long');
      await sleep(LOCKED_PAUSE_MS);
    }
    await recordCredentialUses(db, credentialUses);
  }

  async function add(batch: UsageBatch): Promise<void> {
    await recordUses(batch);
    const counts = await retried(() =>
      db.transaction(async (tx) => {
        const { rows } = await tx.execute(sql`
          insert into ${usageBatchesTable} (batch_id) values (${batch.batchId}) on conflict do nothing returning 1`);
        if (rows.length === 0) return undefined;
        await addDenials(tx, batch.denials);
        return await addCounts(tx, batch.counts);
      }),
    );
    observers?.onBatch(counts === undefined ? 'repeated' : 'added');
    observers?.onRows('added', counts?.added ?? 0);
    observers?.onRows('unknown-key', counts?.unknownKey ?? 0);
  }

  async function tryToAdd(batch: UsageBatch): Promise<boolean> {
    try {
      await add(batch);
      return true;
    } catch (error) {
      // The message may quote values, so what is passed on is only what kind of failure it was.
      const failure = JSON.stringify(databaseFailure(error) ?? { kind: 'other' });
      observers?.onBatch('failed');
      warn(`a batch of usage could not be added; its gateway will send it again: ${failure}`);
      return false;
    }
  }

  /** By batch: one that is sent again while it waits here waits once. */
  const underWay = new Map<string, Promise<boolean>>();

  function taken(batch: UsageBatch): Promise<boolean> {
    const known = underWay.get(batch.batchId);
    if (known !== undefined) return known;
    if (limit.pendingCount >= MAX_WAITING) {
      observers?.onBatch('refused');
      return Promise.resolve(false);
    }
    const added = limit(() => tryToAdd(batch)).finally(() => underWay.delete(batch.batchId));
    underWay.set(batch.batchId, added);
    return added;
  }

  return {
    async take(batches) {
      const ids = batches.map(async (batch) => ((await taken(batch)) ? [batch.batchId] : []));
      return (await Promise.all(ids)).flat();
    },
  };
}
