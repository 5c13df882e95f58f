import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { instant } from '../database/instant.ts';
import { organizationsTable } from '../organizations/organizations-table.ts';
import { workspacesTable } from '../workspaces/workspaces-table.ts';

/** The people of an organization, as the OpenID provider names them: one by one, or all of a group. */
export const membersTable = pgTable(
  'members',
  {
    id: text('id').primaryKey(),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organizationsTable.id),
    /** The only workspace that the permissions hold in; null for all of the organization. */
    workspaceId: text('workspace_id').references(() => workspacesTable.id),
    /** The provider's `sub` of one person. */
    subject: text('subject'),
    /** A value of the provider's groups claim. */
    group: text('group'),
    displayName: text('display_name'),
    email: text('email'),
    /** The role that the permissions came from, when they were granted. */
    role: text('role', { enum: ['owner', 'admin', 'developer', 'viewer'] }),
    permissions: text('permissions').array().notNull(),
    version: integer('version').notNull().default(1),
    createdAt: instant('created_at').notNull().defaultNow(),
    createdBy: text('created_by').notNull(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (member) => [
    check('members_are_a_subject_or_a_group', sql`(${member.subject} is null) <> (${member.group} is null)`),
    uniqueIndex('members_subject').on(member.organizationId, member.subject, sql`coalesce(workspace_id, '')`),
    uniqueIndex('members_group').on(member.organizationId, member.group, sql`coalesce(workspace_id, '')`),
    // Whoever signs in is looked for in every organization.
    index('members_by_subject').on(member.subject),
    index('members_by_group').on(member.group),
    index('members_by_creation').on(member.organizationId, member.createdAt, member.id),
  ],
);

export type MemberRow = typeof membersTable.$inferSelect;
