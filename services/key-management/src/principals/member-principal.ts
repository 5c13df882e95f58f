import { and, eq, inArray, isNull, or } from 'drizzle-orm';
import type { Queryable } from '../database/connect.ts';
import { membersTable as table } from '../members/members-table.ts';
import { organizationsTable } from '../organizations/organizations-table.ts';
import type { Person } from '../sign-in/person.ts';
import { workspacesTable } from '../workspaces/workspaces-table.ts';
import type { Principal } from './principal.ts';

/**
 * The principal that a person is: with what all members that stand for them, alone or by a group, may do at this moment
 * in what is not deleted. Its id is `<issuer>|<subject>`: it stays whoever is added or removed, and is no key's id.
 */
export async function memberPrincipal(db: Queryable, person: Person): Promise<Principal> {
  const { issuer, subject, name, groups } = person;
  const members = await db
    .select({
      id: table.id,
      organizationId: table.organizationId,
      workspaceId: table.workspaceId,
      permissions: table.permissions,
    })
    .from(table)
    .innerJoin(organizationsTable, eq(organizationsTable.id, table.organizationId))
    .leftJoin(workspacesTable, eq(workspacesTable.id, table.workspaceId))
    .where(
      and(
        or(eq(table.subject, subject), inArray(table.group, [...groups])),
        isNull(organizationsTable.deletedAt),
        isNull(workspacesTable.deletedAt),
      ),
    )
    .orderBy(table.createdAt, table.id);
  return {
    kind: 'member',
    id: `${issuer}|${subject}`,
    name,
    operator: false,
    grants: members.map(({ organizationId, workspaceId, permissions }) => ({
      organizationId,
      workspaceId,
      permissions,
    })),
    memberIds: members.map(({ id }) => id),
  };
}
