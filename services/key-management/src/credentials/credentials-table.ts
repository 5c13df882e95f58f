import { CREDENTIAL_LOCATIONS } from '@keyward/auth';
import { sql } from 'drizzle-orm';
import { index, integer, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { instant } from '../database/instant.ts';
import { workspacesTable } from '../workspaces/workspaces-table.ts';

export const VISIBILITIES = ['personal', 'shared'] as const;

/** The stored keys of other services. The value is encrypted (JWE); nothing else in a row is secret. */
export const credentialsTable = pgTable(
  'credentials',
  {
    id: text('id').primaryKey(),
    organizationId: text('organization_id').notNull(),
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspacesTable.id),
    name: text('name').notNull(),
    nameKey: text('name_key').notNull(),
    /** A slug of the catalogue, or `custom`. */
    service: text('service').notNull(),
    location: text('location', { enum: CREDENTIAL_LOCATIONS }).notNull(),
    /** Of the header or query parameter; null for `bearer`. */
    keyName: text('key_name'),
    /** JWE in its compact form. */
    value: text('value').notNull(),
    /** The master key that `value` is encrypted under, as its protected header says. */
    kid: text('kid').notNull(),
    valueHint: text('value_hint'),
    ownerType: text('owner_type').notNull(),
    ownerId: text('owner_id').notNull(),
    visibility: text('visibility', { enum: VISIBILITIES }).notNull(),
    /** The principals that a shared one is for; null for everybody in the workspace. */
    sharedWith: text('shared_with').array(),
    /** Among whose credentials the name is unique: a taken name must not tell of one that only its owner sees. */
    nameScope: text('name_scope')
      .notNull()
      .generatedAlwaysAs(sql`case visibility when 'personal' then owner_id else '' end`),
    version: integer('version').notNull().default(1),
    createdAt: instant('created_at').notNull().defaultNow(),
    createdBy: text('created_by').notNull(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
    valueUpdatedAt: instant('value_updated_at').notNull().defaultNow(),
    lastUsedAt: instant('last_used_at'),
  },
  (credential) => [
    unique('credentials_name').on(credential.workspaceId, credential.nameScope, credential.nameKey),
    index('credentials_by_creation').on(credential.workspaceId, credential.createdAt, credential.id),
    index('credentials_by_master_key').on(credential.kid, credential.id),
  ],
);

/** A credential as it is stored: with its encrypted value, so never part of an answer, a log line or an audit record. */
export type CredentialRow = typeof credentialsTable.$inferSelect;
