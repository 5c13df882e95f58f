import { PROBLEMS, ProblemError } from '@keyward/auth';
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { Queryable } from '../database/connect.ts';
import { brokenConstraint } from '../database/failure.ts';
import { createdAfter } from '../database/keyset.ts';
import type { Position } from '../http/cursor.ts';
import { problems } from '../http/problems.ts';
import { nameKey } from '../names/name.ts';
import { workspacesTable as table, type WorkspaceRow } from './workspaces-table.ts';

/** What says which workspace is meant: its id counts only in its organization. */
export interface WorkspaceTenant {
  readonly organizationId: string;
  readonly workspaceId: string;
}

/** Every query on workspaces, each within one organization. Deleted ones are not there for any of them. */
export function workspacesRepository(db: Queryable) {
  const live = ({ organizationId, workspaceId }: WorkspaceTenant) =>
    and(eq(table.organizationId, organizationId), eq(table.id, workspaceId), isNull(table.deletedAt));

  return {
    list(organizationId: string, after: Position | undefined, limit: number): Promise<WorkspaceRow[]> {
      return db
        .select()
        .from(table)
        .where(
          and(
            eq(table.organizationId, organizationId),
            isNull(table.deletedAt),
            createdAfter(table.createdAt, table.id, after),
          ),
        )
        .orderBy(asc(table.createdAt), asc(table.id))
        .limit(limit);
    },

    /** Throws 404. */
    async read(tenant: WorkspaceTenant): Promise<WorkspaceRow> {
      return present(await db.select().from(table).where(live(tenant)));
    },

    /** Reads and holds the row until the transaction ends, so that a version that was checked stays. Throws 404. */
    async lock(tenant: WorkspaceTenant): Promise<WorkspaceRow> {
      return present(await db.select().from(table).where(live(tenant)).for('update'));
    },

    /** Throws 409 where a live workspace of the organization has the name. */
    async insert(organizationId: string, row: { id: string; name: string; createdBy: string }): Promise<WorkspaceRow> {
      const values = { ...row, organizationId, nameKey: nameKey(row.name) };
      return present(await refusingTakenName(db.insert(table).values(values).returning(), row.name));
    },

    /** Throws 409 where another live workspace of the organization has the name. */
    async rename(tenant: WorkspaceTenant, name: string): Promise<WorkspaceRow> {
      const update = db
        .update(table)
        .set({ name, nameKey: nameKey(name), version: sql`${table.version} + 1`, updatedAt: sql`now()` })
        .where(live(tenant))
        .returning();
      return present(await refusingTakenName(update, name));
    },

    async delete(tenant: WorkspaceTenant, at: Date): Promise<void> {
      const changes = { deletedAt: at, updatedAt: at, version: sql`${table.version} + 1` };
      await db.update(table).set(changes).where(live(tenant));
    },
  };
}

async function refusingTakenName<Rows>(query: PromiseLike<Rows>, name: string): Promise<Rows> {
  try {
    return await query;
  } catch (error) {
    if (brokenConstraint(error) !== 'workspaces_live_name') throw error;
    throw new ProblemError(problems.nameTaken, { detail: `A workspace is already named ${JSON.stringify(name)}.` });
  }
}

function present([row]: readonly WorkspaceRow[]): WorkspaceRow {
  if (row === undefined) throw new ProblemError(PROBLEMS.notFound);
  return row;
}
