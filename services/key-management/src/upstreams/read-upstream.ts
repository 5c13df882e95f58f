import { Type } from 'typebox';
import { etagOf } from '../http/etag.ts';
import { UpstreamId } from '../http/path-parameters.ts';
import { resource } from '../http/responses.ts';
import type { Scope } from '../http/scope.ts';
import { workspaceOf } from '../principals/request-principal.ts';
import { Upstream, upstreamResource } from './upstream-resource.ts';
import { upstreamsRepository } from './upstreams-repository.ts';

/** `GET /v1/workspaces/{workspaceId}/upstreams/{upstreamId}`. */
export function readUpstream(scope: Scope): void {
  scope.get(
    '/v1/workspaces/:workspaceId/upstreams/:upstreamId',
    {
      schema: {
        operationId: 'readUpstream',
        tags: ['Upstreams'],
        summary: 'Read an upstream',
        params: Type.Object({ upstreamId: UpstreamId }),
        response: { 200: resource(Upstream) },
      },
    },
    async (request, reply) => {
      const upstreams = upstreamsRepository(request.server.services.db);
      const row = await upstreams.read(workspaceOf(request), request.params.upstreamId);
      reply.header('etag', etagOf(row));
      return upstreamResource(row);
    },
  );
}
