import { boolean, foreignKey, index, integer, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import { instant } from '../database/instant.ts';
import { upstreamsTable } from '../upstreams/upstreams-table.ts';

/** The flows of a workspace. The id is the flow server's own, so one id may exist in several workspaces. */
export const flowsTable = pgTable(
  'flows',
  {
    workspaceId: text('workspace_id').notNull(),
    id: text('id').notNull(),
    organizationId: text('organization_id').notNull(),
    name: text('name').notNull(),
    nameKey: text('name_key').notNull(),
    upstreamId: text('upstream_id').notNull(),
    public: boolean('public').notNull().default(false),
    version: integer('version').notNull().default(1),
    createdAt: instant('created_at').notNull().defaultNow(),
    createdBy: text('created_by').notNull(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (flow) => [
    primaryKey({ name: 'flows_id', columns: [flow.workspaceId, flow.id] }),
    unique('flows_name').on(flow.workspaceId, flow.nameKey),
    foreignKey({
      name: 'flows_upstream',
      columns: [flow.workspaceId, flow.upstreamId],
      foreignColumns: [upstreamsTable.workspaceId, upstreamsTable.id],
    }),
    index('flows_by_creation').on(flow.workspaceId, flow.createdAt, flow.id),
    // For a request without a key: the id alone, in every workspace.
    index('flows_by_id').on(flow.id),
    index('flows_by_upstream').on(flow.workspaceId, flow.upstreamId),
  ],
);

export type FlowRow = typeof flowsTable.$inferSelect;
