import { bigint, index, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from '../database/instant.ts';

/** Who did what to what. Rows are only ever added; `before` and `after` hold no token, hash or look-up digest. */
export const auditEventsTable = pgTable(
  'audit_events',
  {
    position: bigint('position', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    id: text('id').notNull().unique(),
    organizationId: text('organization_id'),
    workspaceId: text('workspace_id'),
    at: instant('at').notNull(),
    actorType: text('actor_type').notNull(),
    actorId: text('actor_id').notNull(),
    actorName: text('actor_name').notNull(),
    action: text('action').notNull(),
    targetType: text('target_type').notNull(),
    targetId: text('target_id').notNull(),
    targetName: text('target_name'),
    before: jsonb('before').$type<Record<string, unknown>>(),
    after: jsonb('after').$type<Record<string, unknown>>(),
    requestId: text('request_id'),
    ip: text('ip'),
    userAgent: text('user_agent'),
  },
  (event) => [
    index('audit_events_by_organization').on(event.organizationId, event.position),
    index('audit_events_by_target').on(event.organizationId, event.targetId, event.position),
    index('audit_events_by_actor').on(event.organizationId, event.actorId, event.position),
  ],
);

export type AuditEventRow = typeof auditEventsTable.$inferSelect;
