import { PROBLEMS, ProblemError } from '@keyward/auth';
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Queryable } from '../database/connect.ts';
import { brokenConstraint } from '../database/failure.ts';
import { createdAfter } from '../database/keyset.ts';
import type { Position } from '../http/cursor.ts';
import { problems } from '../http/problems.ts';
import { nameKey } from '../names/name.ts';
import type { WorkspaceTenant } from '../workspaces/workspaces-repository.ts';
import {
  type GatewayModelRow,
  type GatewayRow,
  gatewayModelsTable as models,
  gatewaysTable as table,
} from './gateways-table.ts';

type NewGatewayRow = Pick<GatewayRow, 'id' | 'name' | 'limits' | 'createdBy'>;
type GatewayRowChanges = Partial<Pick<GatewayRow, 'name' | 'limits'>>;

/** One model of a gateway, as bodies and answers have it. */
export type Model = Pick<GatewayModelRow, 'name' | 'upstreamId' | 'upstreamModel'>;
/** A gateway with its models, in their order. */
export type GatewayWithModels = GatewayRow & { readonly models: readonly Model[] };

/** Every query on gateways and their models but routing's, each within one workspace. */
export function gatewaysRepository(db: Queryable) {
  const within = ({ organizationId, workspaceId }: WorkspaceTenant) =>
    and(eq(table.organizationId, organizationId), eq(table.workspaceId, workspaceId));
  const one = (tenant: WorkspaceTenant, id: string) => and(within(tenant), eq(table.id, id));

  async function withModels(rows: readonly GatewayRow[]): Promise<GatewayWithModels[]> {
    const ids = rows.map(({ id }) => id);
    const all = await db.select().from(models).where(inArray(models.gatewayId, ids)).orderBy(asc(models.position));
    const byGateway = Map.groupBy(all, ({ gatewayId }) => gatewayId);
    return rows.map((row) => ({ ...row, models: byGateway.get(row.id) ?? [] }));
  }

  async function setModels(
    { workspaceId }: WorkspaceTenant,
    gatewayId: string,
    wanted: readonly Model[],
  ): Promise<void> {
    await db.delete(models).where(eq(models.gatewayId, gatewayId));
    await db.insert(models).values(wanted.map((model, position) => ({ ...model, workspaceId, gatewayId, position })));
  }

  return {
    async list(tenant: WorkspaceTenant, after: Position | undefined, limit: number): Promise<GatewayWithModels[]> {
      const rows = await db
        .select()
        .from(table)
        .where(and(within(tenant), createdAfter(table.createdAt, table.id, after)))
        .orderBy(asc(table.createdAt), asc(table.id))
        .limit(limit);
      return withModels(rows);
    },

    /** The gateways that have a model of these upstreams, at most `limit`. */
    async usersOf(tenant: WorkspaceTenant, upstreamIds: readonly string[], limit: number): Promise<GatewayRow[]> {
      const users = db
        .select({ id: models.gatewayId })
        .from(models)
        .where(and(eq(models.workspaceId, tenant.workspaceId), inArray(models.upstreamId, [...upstreamIds])));
      return await db
        .select()
        .from(table)
        .where(and(within(tenant), inArray(table.id, users)))
        .orderBy(asc(table.nameKey))
        .limit(limit);
    },

    async exists(tenant: WorkspaceTenant, id: string): Promise<boolean> {
      const rows = await db.select({ id: table.id }).from(table).where(one(tenant, id));
      return rows.length > 0;
    },

    /** Throws 404. */
    async read(tenant: WorkspaceTenant, id: string): Promise<GatewayWithModels> {
      return present(await withModels(await db.select().from(table).where(one(tenant, id))));
    },

    /** Reads and holds the row until the transaction ends, so that a version that was checked stays. Throws 404. */
    async lock(tenant: WorkspaceTenant, id: string): Promise<GatewayWithModels> {
      return present(await withModels(await db.select().from(table).where(one(tenant, id)).for('update')));
    },

    /** Throws 409 where another gateway of the workspace has the name. */
    async insert(tenant: WorkspaceTenant, row: NewGatewayRow, wanted: readonly Model[]): Promise<GatewayWithModels> {
      const { organizationId, workspaceId } = tenant;
      const values = { ...row, nameKey: nameKey(row.name), organizationId, workspaceId };
      const inserted = present(await refusingTakenName(db.insert(table).values(values).returning(), row.name));
      await setModels(tenant, row.id, wanted);
      return { ...inserted, models: wanted };
    },

    /** Throws 409 where another gateway of the workspace has the new name. Models that are left out stay. */
    async update(
      tenant: WorkspaceTenant,
      before: GatewayWithModels,
      changes: GatewayRowChanges,
      wanted: readonly Model[] | undefined,
    ): Promise<GatewayWithModels> {
      const { name } = changes;
      const update = db
        .update(table)
        .set({
          ...changes,
          ...(name === undefined ? {} : { nameKey: nameKey(name) }),
          version: sql`${table.version} + 1`,
          updatedAt: sql`now()`,
        })
        .where(one(tenant, before.id))
        .returning();
      const updated = present(await refusingTakenName(update, name ?? before.name));
      if (wanted !== undefined) await setModels(tenant, before.id, wanted);
      return { ...updated, models: wanted ?? before.models };
    },

    /** Its models go with it. */
    async delete(tenant: WorkspaceTenant, id: string): Promise<void> {
      await db.delete(table).where(one(tenant, id));
    },
  };
}

async function refusingTakenName<Rows>(query: PromiseLike<Rows>, name: string): Promise<Rows> {
  try {
    return await query;
  } catch (error) {
    if (brokenConstraint(error) !== 'gateways_name') throw error;
    throw new ProblemError(problems.nameTaken, { detail: `A gateway is already named ${JSON.stringify(name)}.` });
  }
}

function present<Row>([row]: readonly Row[]): Row {
  if (row === undefined) throw new ProblemError(PROBLEMS.notFound);
  return row;
}
