import { and, asc, eq, isNotNull, isNull } from 'drizzle-orm';
import { changeCounterTable } from '../changes/changes-table.ts';
import { credentialsTable } from '../credentials/credentials-table.ts';
import type { Queryable } from '../database/connect.ts';
import { gatewayModelsTable, gatewaysTable } from '../gateways/gateways-table.ts';
import { organizationsTable } from '../organizations/organizations-table.ts';
import { calledUpstream, ofCalledUpstream, storedCredential } from '../upstreams/routed-upstream.ts';
import { upstreamsTable } from '../upstreams/upstreams-table.ts';
import { workspacesTable } from '../workspaces/workspaces-table.ts';

/**
 * A gateway with its models in their order, each upstream that they name once, and the revision of the same snapshot:
 * one statement. None where its workspace or organization is deleted.
 */
export async function findLlmRoute(db: Queryable, gatewayId: string) {
  const rows = await db
    .select({
      revision: changeCounterTable.revision,
      gateway: {
        id: gatewaysTable.id,
        name: gatewaysTable.name,
        organizationId: gatewaysTable.organizationId,
        workspaceId: gatewaysTable.workspaceId,
        limits: gatewaysTable.limits,
        createdAt: gatewaysTable.createdAt,
      },
      live: isNotNull(organizationsTable.id),
      model: {
        name: gatewayModelsTable.name,
        upstreamId: gatewayModelsTable.upstreamId,
        upstreamModel: gatewayModelsTable.upstreamModel,
      },
      upstream: calledUpstream,
      credential: storedCredential,
    })
    // From the counter, which always has its row, so that there is a revision also where there is no gateway.
    .from(changeCounterTable)
    .leftJoin(gatewaysTable, eq(gatewaysTable.id, gatewayId))
    .leftJoin(
      workspacesTable,
      and(eq(workspacesTable.id, gatewaysTable.workspaceId), isNull(workspacesTable.deletedAt)),
    )
    .leftJoin(
      organizationsTable,
      and(eq(organizationsTable.id, workspacesTable.organizationId), isNull(organizationsTable.deletedAt)),
    )
    .leftJoin(gatewayModelsTable, eq(gatewayModelsTable.gatewayId, gatewaysTable.id))
    .leftJoin(
      upstreamsTable,
      and(
        eq(upstreamsTable.workspaceId, gatewayModelsTable.workspaceId),
        eq(upstreamsTable.id, gatewayModelsTable.upstreamId),
      ),
    )
    .leftJoin(credentialsTable, ofCalledUpstream)
    .orderBy(asc(gatewayModelsTable.position));

  const [row] = rows;
  if (row === undefined) throw new Error('the change counter has no row');
  const { revision, gateway, live } = row;
  if (gateway === null || live !== true) return { found: false as const, revision };
  const models = rows.flatMap(({ model }) => (model === null ? [] : [model]));
  const upstreams = new Map(
    rows.flatMap(({ upstream, credential }) => (upstream === null ? [] : [[upstream.id, { upstream, credential }]])),
  );
  return { found: true as const, gateway, models, upstreams: [...upstreams.values()], revision };
}
