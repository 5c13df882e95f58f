import { sql } from 'drizzle-orm';
import { index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from '../database/instant.ts';
import { workspacesTable } from '../workspaces/workspaces-table.ts';
import { FILE_FORMATS } from './file/file-format.ts';
import { IMPORT_MODES } from './import-mode.ts';

/** Every applied import: who, when, which file, what it did, and whether it was taken back. */
export const importsTable = pgTable(
  'imports',
  {
    id: text('id').primaryKey(),
    organizationId: text('organization_id').notNull(),
    /** Null for an import of keys that are valid in the whole organization. */
    workspaceId: text('workspace_id').references(() => workspacesTable.id),
    mode: text('mode', { enum: IMPORT_MODES }).notNull(),
    format: text('format', { enum: FILE_FORMATS }).notNull(),
    /** SHA-256 of the body as it was sent, in hex. */
    digest: text('digest').notNull(),
    rows: integer('rows').notNull(),
    added: integer('added').notNull(),
    overwritten: integer('overwritten').notNull(),
    skipped: integer('skipped').notNull(),
    revoked: integer('revoked').notNull(),
    createdAt: instant('created_at').notNull(),
    createdBy: text('created_by').notNull(),
    undoneAt: instant('undone_at'),
    undoneBy: text('undone_by'),
    undoneRevoked: integer('undone_revoked'),
    undoneRestored: integer('undone_restored'),
  },
  (row) => [
    index('imports_by_creation').on(row.workspaceId, row.createdAt, row.id),
    index('imports_of_organizations').on(row.organizationId, row.createdAt, row.id).where(sql`workspace_id is null`),
  ],
);

export type ImportRow = typeof importsTable.$inferSelect;
