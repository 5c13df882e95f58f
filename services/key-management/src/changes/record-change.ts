import { sql } from 'drizzle-orm';
import type { Queryable, Transaction } from '../database/connect.ts';
import { changeCounterTable, changesTable } from './changes-table.ts';
import { CHANGED_CHANNEL } from './sql-feed-store.ts';

/** What a gateway can hold a cached answer about. */
export type ChangedEntity = 'organization' | 'workspace' | 'key' | 'flow' | 'upstream' | 'gateway' | 'credential';

export interface Change {
  readonly entity: ChangedEntity;
  readonly entityId: string;
  /** Null for what belongs to a whole organization. */
  readonly workspaceId: string | null;
}

/**
 * Adds a change to the feed and returns its revision. It takes the counter's row lock until the transaction ends, so
 * call it before the rows themselves are locked: then no two writers wait for each other.
 */
export async function recordChange(tx: Transaction, { entity, entityId, workspaceId }: Change): Promise<number> {
  const result = await tx.execute<{ revision: string }>(sql`
    with counter as (update ${changeCounterTable} set revision = revision + 1 returning revision)
    insert into ${changesTable} (revision, entity, entity_id, workspace_id, at)
    select revision, ${entity}, ${entityId}, ${workspaceId}, clock_timestamp() from counter
    returning revision, pg_notify(${CHANGED_CHANNEL}, '')`);
  const revision = result.rows[0]?.revision;
  if (revision === undefined) throw new Error('the change counter has no row');
  return Number(revision);
}

/** The position of the feed, as a scalar for the very statement whose answer it dates: one snapshot for both. */
export const currentRevision = sql<number>`(select ${changeCounterTable.revision} from ${changeCounterTable})`.mapWith(
  Number,
);

/** Makes the counter, once in the life of a database. */
export async function startChangeCounter(db: Queryable, epoch: string): Promise<void> {
  await db.insert(changeCounterTable).values({ epoch }).onConflictDoNothing();
}
