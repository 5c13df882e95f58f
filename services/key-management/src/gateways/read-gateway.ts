import { Type } from 'typebox';
import { etagOf } from '../http/etag.ts';
import { GatewayId } from '../http/path-parameters.ts';
import { resource } from '../http/responses.ts';
import type { Scope } from '../http/scope.ts';
import { workspaceOf } from '../principals/request-principal.ts';
import { Gateway, gatewayResource } from './gateway-resource.ts';
import { gatewaysRepository } from './gateways-repository.ts';

/** `GET /v1/workspaces/{workspaceId}/gateways/{gatewayId}`. */
export function readGateway(scope: Scope): void {
  scope.get(
    '/v1/workspaces/:workspaceId/gateways/:gatewayId',
    {
      schema: {
        operationId: 'readGateway',
        tags: ['Gateways'],
        summary: 'Read a gateway',
        params: Type.Object({ gatewayId: GatewayId }),
        response: { 200: resource(Gateway) },
      },
    },
    async (request, reply) => {
      const gateways = gatewaysRepository(request.server.services.db);
      const row = await gateways.read(workspaceOf(request), request.params.gatewayId);
      reply.header('etag', etagOf(row));
      return gatewayResource(row);
    },
  );
}
