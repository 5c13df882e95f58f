import { PROBLEMS, ProblemError, type ProblemType } from '@keyward/auth';
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Queryable } from '../database/connect.ts';
import { brokenConstraint } from '../database/failure.ts';
import { createdAfter } from '../database/keyset.ts';
import type { Position } from '../http/cursor.ts';
import { problems } from '../http/problems.ts';
import { nameKey } from '../names/name.ts';
import type { WorkspaceTenant } from '../workspaces/workspaces-repository.ts';
import { type FlowRow, flowsTable as table } from './flows-table.ts';

type NewFlowRow = Pick<FlowRow, 'id' | 'name' | 'upstreamId' | 'public' | 'createdBy'>;
type FlowRowChanges = Partial<Pick<FlowRow, 'name' | 'upstreamId' | 'public'>>;

const TAKEN: Readonly<Record<string, ProblemType>> = {
  flows_id: problems.flowIdTaken,
  flows_name: problems.nameTaken,
};

/** Every query on flows but routing's, each within one workspace. */
export function flowsRepository(db: Queryable) {
  const within = ({ organizationId, workspaceId }: WorkspaceTenant) =>
    and(eq(table.organizationId, organizationId), eq(table.workspaceId, workspaceId));
  const one = (tenant: WorkspaceTenant, id: string) => and(within(tenant), eq(table.id, id));

  return {
    list(tenant: WorkspaceTenant, after: Position | undefined, limit: number): Promise<FlowRow[]> {
      return db
        .select()
        .from(table)
        .where(and(within(tenant), createdAfter(table.createdAt, table.id, after)))
        .orderBy(asc(table.createdAt), asc(table.id))
        .limit(limit);
    },

    /** The flows that these upstreams run, at most `limit`. */
    usersOf(tenant: WorkspaceTenant, upstreamIds: readonly string[], limit: number): Promise<FlowRow[]> {
      return db
        .select()
        .from(table)
        .where(and(within(tenant), inArray(table.upstreamId, [...upstreamIds])))
        .orderBy(asc(table.nameKey))
        .limit(limit);
    },

    /** Throws 404. */
    async read(tenant: WorkspaceTenant, id: string): Promise<FlowRow> {
      return present(await db.select().from(table).where(one(tenant, id)));
    },

    /** Reads and holds the row until the transaction ends, so that a version that was checked stays. Throws 404. */
    async lock(tenant: WorkspaceTenant, id: string): Promise<FlowRow> {
      return present(await db.select().from(table).where(one(tenant, id)).for('update'));
    },

    /** Throws 409 where the workspace has a flow of this id or name. */
    async insert({ organizationId, workspaceId }: WorkspaceTenant, row: NewFlowRow): Promise<FlowRow> {
      const values = { ...row, nameKey: nameKey(row.name), organizationId, workspaceId };
      return present(await refusingTaken(db.insert(table).values(values).returning()));
    },

    /** Throws 409 where another flow of the workspace has the new name. */
    async update(tenant: WorkspaceTenant, id: string, changes: FlowRowChanges): Promise<FlowRow> {
      const { name } = changes;
      const update = db
        .update(table)
        .set({
          ...changes,
          ...(name === undefined ? {} : { nameKey: nameKey(name) }),
          version: sql`${table.version} + 1`,
          updatedAt: sql`now()`,
        })
        .where(one(tenant, id))
        .returning();
      return present(await refusingTaken(update));
    },

    async delete(tenant: WorkspaceTenant, id: string): Promise<void> {
      await db.delete(table).where(one(tenant, id));
    },
  };
}

async function refusingTaken<Rows>(query: PromiseLike<Rows>): Promise<Rows> {
  try {
    return await query;
  } catch (error) {
    const problem = TAKEN[brokenConstraint(error) ?? ''];
    throw problem === undefined ? error : new ProblemError(problem);
  }
}

function present([row]: readonly FlowRow[]): FlowRow {
  if (row === undefined) throw new ProblemError(PROBLEMS.notFound);
  return row;
}
