import { ProblemError } from '@keyward/auth';
import { Type } from 'typebox';
import { IfMatch, requireMatch } from '../http/etag.ts';
import { UpstreamId } from '../http/path-parameters.ts';
import { problems } from '../http/problems.ts';
import { accepted, conflict, Deleted } from '../http/responses.ts';
import type { Scope } from '../http/scope.ts';
import { workspaceOf } from '../principals/request-principal.ts';
import { write } from '../writes/write.ts';
import { dependentsOf } from './dependents.ts';
import { upstreamResource } from './upstream-resource.ts';
import { upstreamsRepository } from './upstreams-repository.ts';

/** `DELETE /v1/workspaces/{workspaceId}/upstreams/{upstreamId}`: refused while flows or gateways use it. */
export function deleteUpstream(scope: Scope): void {
  scope.delete(
    '/v1/workspaces/:workspaceId/upstreams/:upstreamId',
    {
      schema: {
        operationId: 'deleteUpstream',
        tags: ['Upstreams'],
        summary: 'Delete an upstream',
        params: Type.Object({ upstreamId: UpstreamId }),
        headers: IfMatch,
        response: {
          200: Deleted,
          202: accepted(Deleted),
          ...conflict(scope, 'Flows or gateways use it; `usedBy` names them.'),
        },
      },
    },
    (request, reply) =>
      write(request, reply, async ({ tx, audit, changed }) => {
        const tenant = workspaceOf(request);
        const { upstreamId } = request.params;
        const upstreams = upstreamsRepository(tx);
        await changed('upstream', upstreamId, tenant.workspaceId);
        const row = await upstreams.lock(tenant, upstreamId);
        requireMatch(request.headers['if-match'], row);
        const usedBy = await dependentsOf(tx, tenant, [upstreamId]);
        if (usedBy.length > 0) throw new ProblemError(problems.upstreamInUse, { members: { usedBy } });
        await upstreams.delete(tenant, upstreamId);
        await audit({
          action: 'upstream.deleted',
          target: { type: 'upstream', id: row.id, name: row.name },
          before: upstreamResource(row),
        });
        return { status: 200, body: { deletedAt: new Date().toISOString() }, enforcement: 'reported' };
      }),
  );
}
