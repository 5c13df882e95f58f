import { sql } from 'drizzle-orm';
import { index, integer, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { instant } from '../database/instant.ts';
import { workspacesTable } from '../workspaces/workspaces-table.ts';

export const UPSTREAM_KINDS = ['flow-server', 'llm', 'api'] as const;

/** The servers that a gateway may call for a workspace. */
export const upstreamsTable = pgTable(
  'upstreams',
  {
    id: text('id').primaryKey(),
    organizationId: text('organization_id').notNull(),
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspacesTable.id),
    name: text('name').notNull(),
    kind: text('kind', { enum: UPSTREAM_KINDS }).notNull(),
    baseUrl: text('base_url').notNull(),
    /** Not a foreign key: where its credential was deleted by force, an upstream goes on to name it and is not called. */
    credentialId: text('credential_id'),
    version: integer('version').notNull().default(1),
    createdAt: instant('created_at').notNull().defaultNow(),
    createdBy: text('created_by').notNull(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (upstream) => [
    unique('upstreams_name').on(upstream.workspaceId, upstream.name),
    // What flows refer to, so that a flow can't point at an upstream of another workspace.
    unique('upstreams_in_workspace').on(upstream.workspaceId, upstream.id),
    index('upstreams_by_creation').on(upstream.workspaceId, upstream.createdAt, upstream.id),
    index('upstreams_by_credential').on(upstream.credentialId).where(sql`credential_id is not null`),
  ],
);

export type UpstreamRow = typeof upstreamsTable.$inferSelect;
