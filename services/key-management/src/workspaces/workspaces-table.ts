import { sql } from 'drizzle-orm';
import { index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { instant } from '../database/instant.ts';
import { organizationsTable } from '../organizations/organizations-table.ts';

/** The environments of an organization. A deleted one stays as a row; it is live while its organization is, too. */
export const workspacesTable = pgTable(
  'workspaces',
  {
    id: text('id').primaryKey(),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organizationsTable.id),
    name: text('name').notNull(),
    nameKey: text('name_key').notNull(),
    version: integer('version').notNull().default(1),
    createdAt: instant('created_at').notNull().defaultNow(),
    createdBy: text('created_by').notNull(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
    deletedAt: instant('deleted_at'),
  },
  (workspace) => [
    uniqueIndex('workspaces_live_name').on(workspace.organizationId, workspace.nameKey).where(sql`deleted_at is null`),
    index('workspaces_by_creation').on(workspace.organizationId, workspace.createdAt, workspace.id),
  ],
);

export type WorkspaceRow = typeof workspacesTable.$inferSelect;
