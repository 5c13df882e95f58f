import { PROBLEMS, ProblemError } from '@keyward/auth';
import type { Queryable } from '../database/connect.ts';
import { problems } from '../http/problems.ts';
import { upstreamsRepository } from '../upstreams/upstreams-repository.ts';
import type { WorkspaceTenant } from '../workspaces/workspaces-repository.ts';

/**
 * Makes sure that an upstream can run flows: 404 where the workspace has none of this id, wherever else it may exist;
 * 400 where it is of another kind.
 */
export async function requireFlowServer(db: Queryable, tenant: WorkspaceTenant, upstreamId: string): Promise<void> {
  const upstream = await upstreamsRepository(db).find(tenant, upstreamId);
  if (upstream === undefined) {
    throw new ProblemError(problems.upstreamNotFound, {
      errors: [{ pointer: '/upstreamId', detail: 'must be the id of an upstream of the workspace' }],
    });
  }
  if (upstream.kind === 'flow-server') return;
  throw new ProblemError(PROBLEMS.validationFailed, {
    errors: [{ pointer: '/upstreamId', detail: 'must be an upstream of kind flow-server' }],
  });
}
