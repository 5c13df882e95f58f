import type { KeyLimits } from '@keyward/auth';
import { foreignKey, index, integer, jsonb, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import { instant } from '../database/instant.ts';
import { upstreamsTable } from '../upstreams/upstreams-table.ts';
import { workspacesTable } from '../workspaces/workspaces-table.ts';

/** The gateway configurations of a workspace: named routes to language models. */
export const gatewaysTable = pgTable(
  'gateways',
  {
    id: text('id').primaryKey(),
    organizationId: text('organization_id').notNull(),
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspacesTable.id),
    name: text('name').notNull(),
    nameKey: text('name_key').notNull(),
    limits: jsonb('limits').$type<KeyLimits>().notNull(),
    version: integer('version').notNull().default(1),
    createdAt: instant('created_at').notNull().defaultNow(),
    createdBy: text('created_by').notNull(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (gateway) => [
    unique('gateways_name').on(gateway.workspaceId, gateway.nameKey),
    // What models refer to, so that a model's upstream can't be of another workspace than its gateway.
    unique('gateways_in_workspace').on(gateway.workspaceId, gateway.id),
    index('gateways_by_creation').on(gateway.workspaceId, gateway.createdAt, gateway.id),
  ],
);

export type GatewayRow = typeof gatewaysTable.$inferSelect;

/** The public model names of a gateway, in their order, and the upstream that answers each. */
export const gatewayModelsTable = pgTable(
  'gateway_models',
  {
    workspaceId: text('workspace_id').notNull(),
    gatewayId: text('gateway_id').notNull(),
    position: integer('position').notNull(),
    name: text('name').notNull(),
    upstreamId: text('upstream_id').notNull(),
    /** The provider's own name for it; null where it is the same. */
    upstreamModel: text('upstream_model'),
  },
  (model) => [
    primaryKey({ name: 'gateway_models_name', columns: [model.gatewayId, model.name] }),
    foreignKey({
      name: 'gateway_models_gateway',
      columns: [model.workspaceId, model.gatewayId],
      foreignColumns: [gatewaysTable.workspaceId, gatewaysTable.id],
    }).onDelete('cascade'),
    foreignKey({
      name: 'gateway_models_upstream',
      columns: [model.workspaceId, model.upstreamId],
      foreignColumns: [upstreamsTable.workspaceId, upstreamsTable.id],
    }),
    index('gateway_models_by_upstream').on(model.workspaceId, model.upstreamId),
  ],
);

export type GatewayModelRow = typeof gatewayModelsTable.$inferSelect;
