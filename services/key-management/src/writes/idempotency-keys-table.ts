import { index, integer, json, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from '../database/instant.ts';

/** The answers of writes that carried an Idempotency-Key, kept for repeats. No answer here holds a token. */
export const idempotencyKeysTable = pgTable(
  'idempotency_keys',
  {
    principal: text('principal').notNull(),
    key: text('key').notNull(),
    /** Keyed digest of method, target and body: a body may hold what nobody should be able to guess at. */
    fingerprint: text('fingerprint').notNull(),
    status: integer('status').notNull(),
    headers: json('headers').$type<Record<string, string>>().notNull(),
    body: json('body').$type<unknown>(),
    /** Whether the answer waits for the gateways: a repeat waits again. */
    enforcement: text('enforcement').$type<'reported' | 'awaited' | 'needless'>().notNull().default('needless'),
    expiresAt: instant('expires_at').notNull(),
  },
  (row) => [primaryKey({ columns: [row.principal, row.key] }), index('idempotency_keys_by_expiry').on(row.expiresAt)],
);
