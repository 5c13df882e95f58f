import { Type } from 'typebox';
import { etagOf, IfMatch, requireMatch } from '../http/etag.ts';
import { GatewayId } from '../http/path-parameters.ts';
import { conflict, edited } from '../http/responses.ts';
import type { Scope } from '../http/scope.ts';
import { workspaceOf } from '../principals/request-principal.ts';
import { write } from '../writes/write.ts';
import { Gateway, GatewayChanges, gatewayResource } from './gateway-resource.ts';
import { gatewaysRepository } from './gateways-repository.ts';
import { requestedModels } from './requested-models.ts';

/** `PATCH /v1/workspaces/{workspaceId}/gateways/{gatewayId}`. */
export function editGateway(scope: Scope): void {
  scope.patch(
    '/v1/workspaces/:workspaceId/gateways/:gatewayId',
    {
      schema: {
        operationId: 'editGateway',
        tags: ['Gateways'],
        summary: 'Edit a gateway',
        description: 'What the body leaves out stays as it is; `models` and `limits` are replaced as a whole.',
        params: Type.Object({ gatewayId: GatewayId }),
        headers: IfMatch,
        body: GatewayChanges,
        response: { ...edited(Gateway), ...conflict(scope, 'Another gateway of the workspace has the name.') },
      },
    },
    (request, reply) =>
      write(request, reply, async ({ tx, audit, changed }) => {
        const tenant = workspaceOf(request);
        const { gatewayId } = request.params;
        const { models, ...changes } = request.body;
        const gateways = gatewaysRepository(tx);
        await changed('gateway', gatewayId, tenant.workspaceId);
        const before = await gateways.lock(tenant, gatewayId);
        requireMatch(request.headers['if-match'], before);
        const wanted = models === undefined ? undefined : await requestedModels(tx, tenant, models);
        const after = await gateways.update(tenant, before, changes, wanted);
        const body = gatewayResource(after);
        await audit({
          action: 'gateway.updated',
          target: { type: 'gateway', id: after.id, name: after.name },
          before: gatewayResource(before),
          after: body,
        });
        return { status: 200, headers: { etag: etagOf(after) }, body, enforcement: 'reported' };
      }),
  );
}
