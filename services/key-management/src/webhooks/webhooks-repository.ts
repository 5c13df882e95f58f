import { PROBLEMS, ProblemError } from '@keyward/auth';
import { and, asc, desc, eq, lt, sql } from 'drizzle-orm';
import type { Queryable } from '../database/connect.ts';
import { createdAfter } from '../database/keyset.ts';
import type { Position } from '../http/cursor.ts';
import { NEW_MESSAGE_ID } from './enqueue-event.ts';
import { TEST_EVENT } from './webhook-events.ts';
import {
  webhookDeliveriesTable as deliveries,
  webhooksTable as table,
  type WebhookDeliveryRow,
  type WebhookRow,
} from './webhooks-tables.ts';

/** What of a webhook may change; a member that is undefined leaves its column as it is. */
export interface WebhookChanges {
  readonly url?: string | undefined;
  readonly events?: string[] | undefined;
  readonly enabled?: boolean | undefined;
}

/** Every query on webhooks, each within one organization. */
export function webhooksRepository(db: Queryable) {
  const isOne = (organizationId: string, id: string) => and(eq(table.organizationId, organizationId), eq(table.id, id));

  return {
    list(organizationId: string, after: Position | undefined, limit: number): Promise<WebhookRow[]> {
      return db
        .select()
        .from(table)
        .where(and(eq(table.organizationId, organizationId), createdAfter(table.createdAt, table.id, after)))
        .orderBy(asc(table.createdAt), asc(table.id))
        .limit(limit);
    },

    /** Throws 404. */
    async read(organizationId: string, id: string): Promise<WebhookRow> {
      return present(await db.select().from(table).where(isOne(organizationId, id)));
    },

    /** Reads and holds the row until the transaction ends. Throws 404. */
    async lock(organizationId: string, id: string): Promise<WebhookRow> {
      return present(await db.select().from(table).where(isOne(organizationId, id)).for('update'));
    },

    async insert(row: typeof table.$inferInsert): Promise<WebhookRow> {
      return present(await db.insert(table).values(row).returning());
    },

    async update(organizationId: string, id: string, changes: WebhookChanges): Promise<WebhookRow> {
      const set = { ...changes, version: sql`${table.version} + 1`, updatedAt: sql`now()` };
      return present(await db.update(table).set(set).where(isOne(organizationId, id)).returning());
    },

    /** With everything that is still to be sent to it. */
    async delete(organizationId: string, id: string): Promise<void> {
      await db.delete(table).where(isOne(organizationId, id));
    },

    /** A message that says only that it is a test. */
    async enqueueTest({ id, organizationId }: WebhookRow): Promise<WebhookDeliveryRow> {
      const now = new Date();
      const payload = { type: TEST_EVENT, timestamp: now.toISOString(), data: { organizationId, webhookId: id } };
      const [row] = await db
        .insert(deliveries)
        .values({ id: NEW_MESSAGE_ID, webhookId: id, event: TEST_EVENT, payload, createdAt: now, dueAt: now })
        .returning();
      if (row === undefined) throw new Error('the delivery has vanished');
      return row;
    },

    /** Newest first. `before` is the position of the last one of the page before. */
    deliveries(webhookId: string, before: number | undefined, limit: number): Promise<WebhookDeliveryRow[]> {
      return db
        .select()
        .from(deliveries)
        .where(
          and(eq(deliveries.webhookId, webhookId), before === undefined ? undefined : lt(deliveries.position, before)),
        )
        .orderBy(desc(deliveries.position))
        .limit(limit);
    },
  };
}

function present([row]: readonly WebhookRow[]): WebhookRow {
  if (row === undefined) throw new ProblemError(PROBLEMS.notFound);
  return row;
}
