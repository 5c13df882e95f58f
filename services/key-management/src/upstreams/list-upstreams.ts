import { Type } from 'typebox';
import { creationPosition } from '../database/keyset.ts';
import { listIdentity } from '../http/cursor.ts';
import { pageFrom, pageOf, pageQuery } from '../http/page.ts';
import type { Scope } from '../http/scope.ts';
import { workspaceOf } from '../principals/request-principal.ts';
import { Upstream, upstreamResource } from './upstream-resource.ts';
import { upstreamsRepository } from './upstreams-repository.ts';

/** `GET /v1/workspaces/{workspaceId}/upstreams`. */
export function listUpstreams(scope: Scope): void {
  scope.get(
    '/v1/workspaces/:workspaceId/upstreams',
    {
      schema: {
        operationId: 'listUpstreams',
        tags: ['Upstreams'],
        summary: 'List the upstreams of a workspace',
        querystring: Type.Object(pageQuery, { additionalProperties: false }),
        response: { 200: pageOf(Upstream) },
      },
    },
    async (request) => {
      const { db, cursors } = request.server.services;
      const tenant = workspaceOf(request);
      const { limit, cursor } = request.query;
      const list = listIdentity('upstreams', tenant.workspaceId, request.query);
      const rows = await upstreamsRepository(db).list(tenant, cursors.open(list, cursor), limit + 1);
      return pageFrom(rows, limit, upstreamResource, (row) => cursors.seal(list, creationPosition(row)));
    },
  );
}
