import { sql } from 'drizzle-orm';
import { index, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { instant } from '../database/instant.ts';

/** What somebody should look at, each found once and open until it is no longer so. */
export const FINDING_TYPES = [
  'denials-jump',
  'new-network',
  'rate-limited',
  'idle',
  'never-used',
  'expiring-soon',
  'permissions-unused',
] as const;
export type FindingType = (typeof FINDING_TYPES)[number];

export const findingsTable = pgTable(
  'findings',
  {
    id: text('id').primaryKey(),
    organizationId: text('organization_id').notNull(),
    /** Null for a key of the whole organization. */
    workspaceId: text('workspace_id'),
    keyId: text('key_id').notNull(),
    type: text('type', { enum: FINDING_TYPES }).notNull(),
    /** Tells findings of one type about one key apart; empty where there can be only one. */
    subject: text('subject').notNull(),
    detail: jsonb('detail').$type<Record<string, unknown>>().notNull(),
    foundAt: instant('found_at').notNull(),
    seenAt: instant('seen_at').notNull(),
    resolvedAt: instant('resolved_at'),
  },
  (finding) => [
    uniqueIndex('findings_open')
      .on(finding.organizationId, finding.keyId, finding.type, finding.subject)
      .where(sql`resolved_at is null`),
    index('findings_by_time').on(finding.organizationId, finding.workspaceId, finding.foundAt, finding.id),
  ],
);

export type FindingRow = typeof findingsTable.$inferSelect;
