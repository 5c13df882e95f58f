import { Type } from 'typebox';
import { creationPosition } from '../database/keyset.ts';
import { listIdentity } from '../http/cursor.ts';
import { pageFrom, pageOf, pageQuery } from '../http/page.ts';
import type { Scope } from '../http/scope.ts';
import { workspaceOf } from '../principals/request-principal.ts';
import { Gateway, gatewayResource } from './gateway-resource.ts';
import { gatewaysRepository } from './gateways-repository.ts';

/** `GET /v1/workspaces/{workspaceId}/gateways`. */
export function listGateways(scope: Scope): void {
  scope.get(
    '/v1/workspaces/:workspaceId/gateways',
    {
      schema: {
        operationId: 'listGateways',
        tags: ['Gateways'],
        summary: 'List the gateways of a workspace',
        querystring: Type.Object(pageQuery, { additionalProperties: false }),
        response: { 200: pageOf(Gateway) },
      },
    },
    async (request) => {
      const { db, cursors } = request.server.services;
      const tenant = workspaceOf(request);
      const { limit, cursor } = request.query;
      const list = listIdentity('gateways', tenant.workspaceId, request.query);
      const rows = await gatewaysRepository(db).list(tenant, cursors.open(list, cursor), limit + 1);
      return pageFrom(rows, limit, gatewayResource, (row) => cursors.seal(list, creationPosition(row)));
    },
  );
}
