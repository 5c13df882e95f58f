import { bigint, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from '../database/instant.ts';

/** Requests that gateways refused although they knew the key, kept for a week. */
export const denialsTable = pgTable(
  'denials',
  {
    position: bigint('position', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    organizationId: text('organization_id').notNull(),
    /** Null for a key of the whole organization whose request led nowhere. */
    workspaceId: text('workspace_id'),
    keyId: text('key_id').notNull(),
    at: instant('at').notNull(),
    requestId: text('request_id').notNull(),
    route: text('route').notNull(),
    flowId: text('flow_id'),
    status: integer('status').notNull(),
    problem: text('problem').notNull(),
    detail: text('detail'),
    ip: text('ip'),
  },
  (denial) => [
    index('denials_by_workspace').on(denial.organizationId, denial.workspaceId, denial.position),
    index('denials_by_key').on(denial.organizationId, denial.keyId, denial.position),
    index('denials_by_request').on(denial.organizationId, denial.requestId),
    index('denials_by_time').using('brin', denial.at),
  ],
);

export type DenialRow = typeof denialsTable.$inferSelect;
