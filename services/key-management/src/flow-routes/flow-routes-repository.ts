import { and, eq, isNull, type SQL, sql } from 'drizzle-orm';
import { changeCounterTable } from '../changes/changes-table.ts';
import { credentialsTable } from '../credentials/credentials-table.ts';
import type { Queryable } from '../database/connect.ts';
import { flowsTable } from '../flows/flows-table.ts';
import { organizationsTable } from '../organizations/organizations-table.ts';
import { calledUpstream, ofCalledUpstream, storedCredential } from '../upstreams/routed-upstream.ts';
import { upstreamsTable } from '../upstreams/upstreams-table.ts';
import { workspacesTable } from '../workspaces/workspaces-table.ts';

/** Where to look for a flow id: in one workspace, in an organization, or (neither) in the installation. */
export interface FlowPlace {
  readonly workspaceId?: string | undefined;
  readonly organizationId?: string | undefined;
}

/**
 * The flow of this id with its upstream, and the revision of the same snapshot: one statement. No flow where several
 * live workspaces of the place have registered the id.
 */
export async function findFlowRoute(db: Queryable, flowId: string, place: FlowPlace) {
  const candidates = db
    .select({
      id: sql<string>`${flowsTable.id}`.as('flow_id'),
      organizationId: flowsTable.organizationId,
      workspaceId: flowsTable.workspaceId,
      public: flowsTable.public,
      upstreamId: flowsTable.upstreamId,
    })
    .from(flowsTable)
    .innerJoin(workspacesTable, eq(workspacesTable.id, flowsTable.workspaceId))
    .innerJoin(organizationsTable, eq(organizationsTable.id, workspacesTable.organizationId))
    .where(
      and(
        eq(flowsTable.id, flowId),
        within(place),
        isNull(workspacesTable.deletedAt),
        isNull(organizationsTable.deletedAt),
      ),
    )
    .limit(2)
    .as('candidates');
  const rows = await db
    .select({
      revision: changeCounterTable.revision,
      flow: {
        id: candidates.id,
        organizationId: candidates.organizationId,
        workspaceId: candidates.workspaceId,
        public: candidates.public,
      },
      upstream: calledUpstream,
      credential: storedCredential,
    })
    // From the counter, which always has its row, so that there is a revision also where there is no flow.
    .from(changeCounterTable)
    .leftJoin(candidates, sql`true`)
    .leftJoin(upstreamsTable, eq(upstreamsTable.id, candidates.upstreamId))
    .leftJoin(credentialsTable, ofCalledUpstream);

  const [row] = rows;
  if (row === undefined) throw new Error('the change counter has no row');
  const { revision, flow, upstream, credential } = row;
  if (rows.length > 1 || flow === null || upstream === null) return { found: false as const, revision };
  return { found: true as const, flow, upstream, credential, revision };
}

function within({ workspaceId, organizationId }: FlowPlace): SQL | undefined {
  if (workspaceId !== undefined) return eq(flowsTable.workspaceId, workspaceId);
  if (organizationId !== undefined) return eq(flowsTable.organizationId, organizationId);
  return undefined;
}
