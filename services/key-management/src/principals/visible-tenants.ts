import { and, eq, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { Queryable } from '../database/connect.ts';
import { organizationsTable } from '../organizations/organizations-table.ts';
import { workspacesTable } from '../workspaces/workspaces-table.ts';
import type { Principal, Tenant } from './principal.ts';

const ID = /^[0-9A-Za-z]{16}$/;

/** What is found of a tenant that is deleted: nothing, unless `deletedToo`. */
export interface TenantSearch {
  readonly deletedToo: boolean;
}

/** The organization, if it is live and the principal has a grant in it or below it. One query, whatever the answer. */
export async function findVisibleOrganization(
  db: Queryable,
  principal: Principal,
  organizationId: string,
  { deletedToo }: TenantSearch,
): Promise<Tenant | undefined> {
  if (!ID.test(organizationId)) return undefined;
  const visible = principal.grants.map((grant) => eq(organizationsTable.id, grant.organizationId));
  const [row] = await db
    .select({ organizationId: organizationsTable.id, workspaceId: sql<null>`null` })
    .from(organizationsTable)
    .where(
      and(
        eq(organizationsTable.id, organizationId),
        deletedToo ? undefined : isNull(organizationsTable.deletedAt),
        visibleTo(principal, visible),
      ),
    );
  return row;
}

/** The workspace, if it and its organization are live and the principal has a grant in it or above it. One query. */
export async function findVisibleWorkspace(
  db: Queryable,
  principal: Principal,
  workspaceId: string,
  { deletedToo }: TenantSearch,
): Promise<Tenant | undefined> {
  if (!ID.test(workspaceId)) return undefined;
  const visible = principal.grants.map((grant) =>
    and(
      eq(workspacesTable.organizationId, grant.organizationId),
      grant.workspaceId === null ? undefined : eq(workspacesTable.id, grant.workspaceId),
    ),
  );
  const [row] = await db
    .select({ organizationId: workspacesTable.organizationId, workspaceId: workspacesTable.id })
    .from(workspacesTable)
    .innerJoin(organizationsTable, eq(organizationsTable.id, workspacesTable.organizationId))
    .where(
      and(
        eq(workspacesTable.id, workspaceId),
        deletedToo ? undefined : and(isNull(workspacesTable.deletedAt), isNull(organizationsTable.deletedAt)),
        visibleTo(principal, visible),
      ),
    );
  return row;
}

/** Whether a tenant that was live when the request came in still is. */
export async function isLive(db: Queryable, { organizationId, workspaceId }: Tenant): Promise<boolean> {
  const [row] = await db
    .select({ id: organizationsTable.id })
    .from(organizationsTable)
    .leftJoin(workspacesTable, workspaceId === null ? sql`false` : eq(workspacesTable.id, workspaceId))
    .where(
      and(
        eq(organizationsTable.id, organizationId),
        isNull(organizationsTable.deletedAt),
        workspaceId === null
          ? undefined
          : and(
              eq(workspacesTable.id, workspaceId),
              eq(workspacesTable.organizationId, organizationId),
              isNull(workspacesTable.deletedAt),
            ),
      ),
    );
  return row !== undefined;
}

function visibleTo(principal: Principal, grants: readonly (SQL | undefined)[]): SQL | undefined {
  if (principal.operator) return undefined;
  return or(sql`false`, ...grants);
}
