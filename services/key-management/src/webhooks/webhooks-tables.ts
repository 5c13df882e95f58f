import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from '../database/instant.ts';
import { organizationsTable } from '../organizations/organizations-table.ts';

/** Who is told of events. The secret is encrypted (JWE); nothing else in a row is secret. */
export const webhooksTable = pgTable(
  'webhooks',
  {
    id: text('id').primaryKey(),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organizationsTable.id),
    /** Null: events of the whole organization. */
    workspaceId: text('workspace_id'),
    url: text('url').notNull(),
    events: text('events').array().notNull(),
    enabled: boolean('enabled').notNull().default(true),
    /** JWE in its compact form. */
    secret: text('secret').notNull(),
    version: integer('version').notNull().default(1),
    createdAt: instant('created_at').notNull().defaultNow(),
    createdBy: text('created_by').notNull(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (webhook) => [index('webhooks_by_creation').on(webhook.organizationId, webhook.createdAt, webhook.id)],
);

/** A webhook as it is stored: with its secret, so never part of an answer, a log line or an audit record. */
export type WebhookRow = typeof webhooksTable.$inferSelect;

export const DELIVERY_STATUSES = ['pending', 'delivered', 'failed'] as const;

/** What is to be sent: written with the event itself, so that none is lost and none is sent of what was rolled back. */
export const webhookDeliveriesTable = pgTable(
  'webhook_deliveries',
  {
    position: bigint('position', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** The message id that receivers tell repeats by. */
    id: text('id').notNull().unique(),
    webhookId: text('webhook_id')
      .notNull()
      .references(() => webhooksTable.id, { onDelete: 'cascade' }),
    event: text('event').notNull(),
    payload: jsonb('payload').$type<Record<string, unknown>>().notNull(),
    status: text('status', { enum: DELIVERY_STATUSES }).notNull().default('pending'),
    createdAt: instant('created_at').notNull(),
    /** When it is tried next, while it is pending. */
    dueAt: instant('due_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
    lastAttemptAt: instant('last_attempt_at'),
    /** The status of the last answer; null where none came. */
    lastStatus: integer('last_status'),
    /** Why the last attempt failed, in words of ours. */
    lastError: text('last_error'),
  },
  (delivery) => [
    index('webhook_deliveries_by_webhook').on(delivery.webhookId, delivery.position),
    index('webhook_deliveries_due').on(delivery.dueAt).where(sql`status = 'pending'`),
    index('webhook_deliveries_by_time').using('brin', delivery.createdAt),
  ],
);

export type WebhookDeliveryRow = typeof webhookDeliveriesTable.$inferSelect;

/** Of which keys' ends somebody was told, how many days before. A key whose end is moved is told of again. */
export const expiryNoticesTable = pgTable(
  'expiry_notices',
  {
    keyRowId: bigint('key_row_id', { mode: 'number' }).notNull(),
    expiresAt: instant('expires_at').notNull(),
    days: integer('days').notNull(),
  },
  (notice) => [primaryKey({ columns: [notice.keyRowId, notice.expiresAt, notice.days] })],
);
