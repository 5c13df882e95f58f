import { Type } from 'typebox';
import { etagOf, IfMatch, requireMatch } from '../http/etag.ts';
import { UpstreamId } from '../http/path-parameters.ts';
import { conflict, edited } from '../http/responses.ts';
import type { Scope } from '../http/scope.ts';
import { workspaceOf } from '../principals/request-principal.ts';
import { write } from '../writes/write.ts';
import { requireStillAttachable } from './attachable-credential.ts';
import { requireBaseUrl } from './base-url.ts';
import { Upstream, UpstreamChanges, upstreamResource } from './upstream-resource.ts';
import { upstreamsRepository } from './upstreams-repository.ts';

/** `PATCH /v1/workspaces/{workspaceId}/upstreams/{upstreamId}`. */
export function editUpstream(scope: Scope): void {
  scope.patch(
    '/v1/workspaces/:workspaceId/upstreams/:upstreamId',
    {
      schema: {
        operationId: 'editUpstream',
        tags: ['Upstreams'],
        summary: 'Edit an upstream',
        description:
          'Whatever it serves is called at the new base URL from then on. The kind cannot be changed. Another origin is ' +
          'where its credential goes, so that takes a credential that the caller may attach.',
        params: Type.Object({ upstreamId: UpstreamId }),
        headers: IfMatch,
        body: UpstreamChanges,
        response: { ...edited(Upstream), ...conflict(scope, 'Another upstream of the workspace has the name.') },
      },
    },
    (request, reply) =>
      write(request, reply, async ({ tx, audit, changed }) => {
        const tenant = workspaceOf(request);
        const { baseUrl } = request.body;
        requireBaseUrl(request.server.services.upstreamAddresses, baseUrl);
        const upstreams = upstreamsRepository(tx);
        await changed('upstream', request.params.upstreamId, tenant.workspaceId);
        const before = await upstreams.lock(tenant, request.params.upstreamId);
        requireMatch(request.headers['if-match'], before);
        await requireStillAttachable(request, tx, before, request.body);
        const after = await upstreams.update(tenant, before, request.body);
        const body = upstreamResource(after);
        await audit({
          action: 'upstream.updated',
          target: { type: 'upstream', id: after.id, name: after.name },
          before: upstreamResource(before),
          after: body,
        });
        return { status: 200, headers: { etag: etagOf(after) }, body, enforcement: 'reported' };
      }),
  );
}
