import { Type } from 'typebox';
import { creationPosition } from '../database/keyset.ts';
import { listIdentity } from '../http/cursor.ts';
import { pageFrom, pageOf, pageQuery } from '../http/page.ts';
import type { Scope } from '../http/scope.ts';
import { workspaceOf } from '../principals/request-principal.ts';
import { Flow, flowResource } from './flow-resource.ts';
import { flowsRepository } from './flows-repository.ts';

/** `GET /v1/workspaces/{workspaceId}/flows`. */
export function listFlows(scope: Scope): void {
  scope.get(
    '/v1/workspaces/:workspaceId/flows',
    {
      schema: {
        operationId: 'listFlows',
        tags: ['Flows'],
        summary: 'List the flows of a workspace',
        querystring: Type.Object(pageQuery, { additionalProperties: false }),
        response: { 200: pageOf(Flow) },
      },
    },
    async (request) => {
      const { db, cursors } = request.server.services;
      const tenant = workspaceOf(request);
      const { limit, cursor } = request.query;
      const list = listIdentity('flows', tenant.workspaceId, request.query);
      const rows = await flowsRepository(db).list(tenant, cursors.open(list, cursor), limit + 1);
      return pageFrom(rows, limit, flowResource, (row) => cursors.seal(list, creationPosition(row)));
    },
  );
}
