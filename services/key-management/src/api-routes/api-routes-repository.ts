import { and, eq, isNull, sql } from 'drizzle-orm';
import { changeCounterTable } from '../changes/changes-table.ts';
import { credentialsTable } from '../credentials/credentials-table.ts';
import type { Queryable } from '../database/connect.ts';
import { organizationsTable } from '../organizations/organizations-table.ts';
import { calledUpstream, ofCalledUpstream, storedCredential } from '../upstreams/routed-upstream.ts';
import { upstreamsTable } from '../upstreams/upstreams-table.ts';
import { workspacesTable } from '../workspaces/workspaces-table.ts';

/** Where to look for a custom API: in one workspace, or in all of an organization. */
export interface ApiPlace {
  readonly workspaceId?: string | undefined;
  readonly organizationId?: string | undefined;
}

/**
 * The upstream of kind `api` of this name, and the revision of the same snapshot: one statement. None where several
 * live workspaces of the place have one.
 */
export async function findApiRoute(db: Queryable, name: string, { workspaceId, organizationId }: ApiPlace) {
  const candidates = db
    .select({ candidateId: sql<string>`${upstreamsTable.id}`.as('candidate_id') })
    .from(upstreamsTable)
    .innerJoin(workspacesTable, eq(workspacesTable.id, upstreamsTable.workspaceId))
    .innerJoin(organizationsTable, eq(organizationsTable.id, workspacesTable.organizationId))
    .where(
      and(
        eq(upstreamsTable.name, name),
        eq(upstreamsTable.kind, 'api'),
        workspaceId === undefined
          ? eq(workspacesTable.organizationId, organizationId ?? '')
          : eq(upstreamsTable.workspaceId, workspaceId),
        isNull(workspacesTable.deletedAt),
        isNull(organizationsTable.deletedAt),
      ),
    )
    .limit(2)
    .as('candidates');
  const rows = await db
    .select({
      revision: changeCounterTable.revision,
      upstream: { ...calledUpstream, organizationId: upstreamsTable.organizationId },
      credential: storedCredential,
    })
    // From the counter, which always has its row, so that there is a revision also where there is no upstream.
    .from(changeCounterTable)
    .leftJoin(candidates, sql`true`)
    .leftJoin(upstreamsTable, eq(upstreamsTable.id, candidates.candidateId))
    .leftJoin(credentialsTable, ofCalledUpstream);

  const [row] = rows;
  if (row === undefined) throw new Error('the change counter has no row');
  const { revision, upstream, credential } = row;
  if (rows.length > 1 || upstream === null) return { found: false as const, revision };
  const { organizationId: owner, workspaceId: home } = upstream;
  return { found: true as const, organizationId: owner, workspaceId: home, upstream, credential, revision };
}
