import { type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../database/connect.ts';
import type { WebhookEvent } from './webhook-events.ts';
import { webhookDeliveriesTable, webhooksTable } from './webhooks-tables.ts';

/** Something that happened, for whoever wants to be told. No member of `data` holds anything secret. */
export interface OccurredEvent {
  readonly type: WebhookEvent;
  readonly organizationId: string;
  /** Null for what concerns a whole organization: webhooks of a workspace are not told of it. */
  readonly workspaceId: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * Writes a delivery for every webhook that wants the event, in the transaction of the event itself: none is lost, and
 * none tells of what was rolled back.
 */
export async function enqueueEvent(tx: Transaction, event: OccurredEvent): Promise<void> {
  const { type, organizationId, workspaceId, data } = event;
  const payload = { type, timestamp: new Date().toISOString(), data: { organizationId, workspaceId, ...data } };
  await tx.execute(sql`
    insert into ${webhookDeliveriesTable} (id, webhook_id, event, payload, created_at, due_at)
    select ${NEW_MESSAGE_ID}, id, ${type}, ${JSON.stringify(payload)}::jsonb, clock_timestamp(), clock_timestamp()
    from ${webhooksTable}
    where organization_id = ${organizationId} and enabled and ${type} = any(events)
      and (workspace_id is null or workspace_id = ${workspaceId})`);
}

export const NEW_MESSAGE_ID: SQL = sql`'msg_' || replace(gen_random_uuid()::text, '-', '')`;
