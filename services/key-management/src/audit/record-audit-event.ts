import { newId } from '@keyward/auth';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../database/connect.ts';
import { enqueueEvent } from '../webhooks/enqueue-event.ts';
import { isWebhookEvent } from '../webhooks/webhook-events.ts';
import { auditEventsTable } from './audit-events-table.ts';

/** Who acts: a principal, the holder of a token that gives it up (RFC 7009), or Keyward itself at its first start. */
export interface Actor {
  readonly type: 'management-key' | 'service-key' | 'member' | 'holder' | 'system';
  readonly id: string;
  readonly name: string;
}

/** Where an act came from; all null when Keyward itself acts. */
export interface RequestFacts {
  readonly requestId: string | null;
  readonly ip: string | null;
  readonly userAgent: string | null;
}

/** What was done. `before` and `after` are resources as answers show them, so they hold nothing secret. */
export interface AuditEntry {
  /** Noun and past participle: `api-key.created`. */
  readonly action: `${string}.${string}`;
  readonly target: { readonly type: string; readonly id: string; readonly name: string | null };
  readonly organizationId: string | null;
  readonly workspaceId: string | null;
  readonly before?: Readonly<Record<string, unknown>> | null;
  readonly after?: Readonly<Record<string, unknown>> | null;
}

const MAX_USER_AGENT = 512;

/** Adds an event to the audit trail, in the transaction of the act itself: without the record, no act. */
export async function recordAuditEvent(
  tx: Transaction,
  actor: Actor,
  facts: RequestFacts,
  entry: AuditEntry,
): Promise<void> {
  await tx.insert(auditEventsTable).values({
    id: newId(),
    organizationId: entry.organizationId,
    workspaceId: entry.workspaceId,
    at: sql`clock_timestamp()`,
    actorType: actor.type,
    actorId: actor.id,
    actorName: actor.name,
    action: entry.action,
    targetType: entry.target.type,
    targetId: entry.target.id,
    targetName: entry.target.name,
    before: entry.before ?? null,
    after: entry.after ?? null,
    requestId: facts.requestId,
    ip: facts.ip,
    userAgent: facts.userAgent?.slice(0, MAX_USER_AGENT) ?? null,
  });
  const { action, target, organizationId, workspaceId } = entry;
  if (organizationId !== null && isWebhookEvent(action)) {
    // The resources stay here: what leaves the installation names things, and anybody can ask for the rest.
    await enqueueEvent(tx, { type: action, organizationId, workspaceId, data: { target, actor } });
  }
}
