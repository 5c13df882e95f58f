import { type KeyLimits, TOKEN_KINDS } from '@keyward/auth';
import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { instant } from '../database/instant.ts';
import { organizationsTable } from '../organizations/organizations-table.ts';
import { workspacesTable } from '../workspaces/workspaces-table.ts';

/**
 * Every key of every kind. A revoked row stays for the audit and gives up its name, its id and its look-up digest:
 * those are unique among live (not revoked) rows only, so a row is known by `rowId` and a live key by `id`.
 */
export const keysTable = pgTable(
  'keys',
  {
    rowId: bigint('row_id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    id: text('id').notNull(),
    kind: text('kind', { enum: TOKEN_KINDS }).notNull(),
    organizationId: text('organization_id').references(() => organizationsTable.id),
    workspaceId: text('workspace_id').references(() => workspacesTable.id),
    gatewayId: text('gateway_id'),
    /** Whose list the key stands in; empty for the installation's own keys. */
    ownerId: text('owner_id')
      .notNull()
      .generatedAlwaysAs(
        sql`case kind when 'svc' then '' when 'mgmt' then organization_id else coalesce(gateway_id, workspace_id, organization_id) end`,
      ),
    name: text('name').notNull(),
    nameKey: text('name_key').notNull(),
    display: text('display').notNull(),
    hash: text('hash').notNull(),
    /** Keyed digest of a foreign token, which carries no id; null for minted ones. */
    lookup: text('lookup'),
    permissions: text('permissions').array().notNull(),
    flows: text('flows').array(),
    allowedIps: text('allowed_ips').array(),
    limits: jsonb('limits').$type<KeyLimits>().notNull(),
    metadata: jsonb('metadata').$type<Record<string, unknown>>().notNull(),
    tags: text('tags').array().notNull(),
    enabled: boolean('enabled').notNull().default(true),
    operator: boolean('operator').notNull().default(false),
    version: integer('version').notNull().default(1),
    createdAt: instant('created_at').notNull(),
    createdBy: text('created_by').notNull(),
    updatedAt: instant('updated_at').notNull(),
    expiresAt: instant('expires_at'),
    // In no index: then Postgres writes a new use into the row alone (a HOT update).
    lastUsedAt: instant('last_used_at'),
    lastUsedIp: text('last_used_ip'),
    revokedAt: instant('revoked_at'),
    revokedBy: text('revoked_by'),
    revokeReason: text('revoke_reason'),
    replaces: text('replaces'),
    replacedBy: text('replaced_by'),
    origin: text('origin', { enum: ['minted', 'imported'] }).notNull(),
    externalId: text('external_id'),
    /** The import that brought the key, and the one that revoked it: what taking an import back goes by. */
    importId: text('import_id'),
    revokedByImport: text('revoked_by_import'),
  },
  (key) => [
    uniqueIndex('keys_live_id').on(key.id).where(sql`revoked_at is null`),
    uniqueIndex('keys_live_lookup').on(key.lookup).where(sql`revoked_at is null and lookup is not null`),
    uniqueIndex('keys_live_name').on(key.kind, key.ownerId, key.nameKey).where(sql`revoked_at is null`),
    index('keys_by_id').on(key.id),
    index('keys_by_lookup').on(key.lookup).where(sql`lookup is not null`),
    index('keys_by_creation').on(key.kind, key.ownerId, key.createdAt, key.rowId),
    index('keys_by_name').on(key.kind, key.ownerId, key.nameKey, key.rowId),
    index('keys_by_expiry').on(key.kind, key.ownerId, key.expiresAt).where(sql`expires_at is not null`),
    index('keys_by_tag').using('gin', key.tags),
    index('keys_by_organization').on(key.organizationId, key.workspaceId).where(sql`revoked_at is null`),
    index('keys_by_import').on(key.importId).where(sql`import_id is not null`),
    index('keys_by_revoking_import').on(key.revokedByImport).where(sql`revoked_by_import is not null`),
    index('keys_operators').on(key.operator).where(sql`operator and revoked_at is null`),
  ],
);

/** A key as it is stored: with its hash, so never part of an answer, a log line or an audit record. */
export type KeyRow = typeof keysTable.$inferSelect;

/** What is written when a key is created. */
export type NewKeyRow = typeof keysTable.$inferInsert;
