import { PROBLEMS, ProblemError } from '@keyward/auth';
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Queryable } from '../database/connect.ts';
import { brokenConstraint } from '../database/failure.ts';
import { createdAfter } from '../database/keyset.ts';
import type { Position } from '../http/cursor.ts';
import { problems } from '../http/problems.ts';
import type { WorkspaceTenant } from '../workspaces/workspaces-repository.ts';
import { upstreamsTable as table, type UpstreamRow } from './upstreams-table.ts';

type NewUpstreamRow = Pick<UpstreamRow, 'id' | 'name' | 'kind' | 'baseUrl' | 'credentialId' | 'createdBy'>;
type UpstreamRowChanges = Partial<Pick<UpstreamRow, 'name' | 'baseUrl' | 'credentialId'>>;

/** Every query on upstreams, each within one workspace. */
export function upstreamsRepository(db: Queryable) {
  const within = ({ organizationId, workspaceId }: WorkspaceTenant) =>
    and(eq(table.organizationId, organizationId), eq(table.workspaceId, workspaceId));
  const one = (tenant: WorkspaceTenant, id: string) => and(within(tenant), eq(table.id, id));

  return {
    list(tenant: WorkspaceTenant, after: Position | undefined, limit: number): Promise<UpstreamRow[]> {
      return db
        .select()
        .from(table)
        .where(and(within(tenant), createdAfter(table.createdAt, table.id, after)))
        .orderBy(asc(table.createdAt), asc(table.id))
        .limit(limit);
    },

    async find(tenant: WorkspaceTenant, id: string): Promise<UpstreamRow | undefined> {
      const [row] = await db.select().from(table).where(one(tenant, id));
      return row;
    },

    /** The kinds of those of the ids that the workspace has. */
    async kindsOf(tenant: WorkspaceTenant, ids: readonly string[]): Promise<Map<string, UpstreamRow['kind']>> {
      const { id, kind } = table;
      const rows = await db
        .select({ id, kind })
        .from(table)
        .where(and(within(tenant), inArray(id, [...ids])));
      return new Map(rows.map((row) => [row.id, row.kind]));
    },

    /** The upstreams that these credentials are attached to. */
    usersOf(tenant: WorkspaceTenant, credentialIds: readonly string[]) {
      const { id, name, credentialId } = table;
      return db
        .select({ id, name, credentialId })
        .from(table)
        .where(and(within(tenant), inArray(credentialId, [...credentialIds])))
        .orderBy(asc(name));
    },

    /** Throws 404. */
    async read(tenant: WorkspaceTenant, id: string): Promise<UpstreamRow> {
      return present(await db.select().from(table).where(one(tenant, id)));
    },

    /** Reads and holds the row until the transaction ends, so that a version that was checked stays. Throws 404. */
    async lock(tenant: WorkspaceTenant, id: string): Promise<UpstreamRow> {
      return present(await db.select().from(table).where(one(tenant, id)).for('update'));
    },

    /** Throws 409 where another upstream of the workspace has the name. */
    async insert({ organizationId, workspaceId }: WorkspaceTenant, row: NewUpstreamRow): Promise<UpstreamRow> {
      const insert = db
        .insert(table)
        .values({ ...row, organizationId, workspaceId })
        .returning();
      return present(await refusingTakenName(insert, row.name));
    },

    /** Throws 409 where another upstream of the workspace has the new name. */
    async update(
      tenant: WorkspaceTenant,
      { id, name }: UpstreamRow,
      changes: UpstreamRowChanges,
    ): Promise<UpstreamRow> {
      const update = db
        .update(table)
        .set({ ...changes, version: sql`${table.version} + 1`, updatedAt: sql`now()` })
        .where(one(tenant, id))
        .returning();
      return present(await refusingTakenName(update, changes.name ?? name));
    },

    async delete(tenant: WorkspaceTenant, id: string): Promise<void> {
      await db.delete(table).where(one(tenant, id));
    },
  };
}

async function refusingTakenName<Rows>(query: PromiseLike<Rows>, name: string): Promise<Rows> {
  try {
    return await query;
  } catch (error) {
    if (brokenConstraint(error) !== 'upstreams_name') throw error;
    throw new ProblemError(problems.nameTaken, { detail: `An upstream is already named ${JSON.stringify(name)}.` });
  }
}

function present([row]: readonly UpstreamRow[]): UpstreamRow {
  if (row === undefined) throw new ProblemError(PROBLEMS.notFound);
  return row;
}
