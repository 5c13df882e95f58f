import { sql } from 'drizzle-orm';
import { index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { instant } from '../database/instant.ts';

/** The tenants. A deleted one stays as a row: its keys and its audit trail still refer to it. */
export const organizationsTable = pgTable(
  'organizations',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    nameKey: text('name_key').notNull(),
    version: integer('version').notNull().default(1),
    createdAt: instant('created_at').notNull().defaultNow(),
    createdBy: text('created_by').notNull(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
    deletedAt: instant('deleted_at'),
  },
  (organization) => [
    uniqueIndex('organizations_live_name').on(organization.nameKey).where(sql`deleted_at is null`),
    index('organizations_by_creation').on(organization.createdAt, organization.id),
  ],
);

export type OrganizationRow = typeof organizationsTable.$inferSelect;
