import { newId } from '@keyward/auth';
import { etagOf } from '../http/etag.ts';
import { conflict, created } from '../http/responses.ts';
import type { Scope } from '../http/scope.ts';
import { workspaceOf } from '../principals/request-principal.ts';
import { write } from '../writes/write.ts';
import { Gateway, gatewayResource, NewGateway } from './gateway-resource.ts';
import { gatewaysRepository } from './gateways-repository.ts';
import { requestedModels } from './requested-models.ts';

/** `POST /v1/workspaces/{workspaceId}/gateways`: a named route to language models. */
export function createGateway(scope: Scope): void {
  scope.post(
    '/v1/workspaces/:workspaceId/gateways',
    {
      schema: {
        operationId: 'createGateway',
        tags: ['Gateways'],
        summary: 'Create a gateway',
        description: 'Applications name a model; which provider answers can change without them.',
        body: NewGateway,
        response: { 201: created(Gateway), ...conflict(scope, 'Another gateway of the workspace has the name.') },
      },
    },
    (request, reply) =>
      write(request, reply, async ({ tx, actor, audit, changed }) => {
        const tenant = workspaceOf(request);
        const { name, limits = {} } = request.body;
        const id = newId();
        await changed('gateway', id, tenant.workspaceId);
        const models = await requestedModels(tx, tenant, request.body.models);
        const values = { id, name, limits, createdBy: actor.id };
        const row = await gatewaysRepository(tx).insert(tenant, values, models);
        const body = gatewayResource(row);
        await audit({ action: 'gateway.created', target: { type: 'gateway', id, name }, after: body });
        const location = `/v1/workspaces/${tenant.workspaceId}/gateways/${id}`;
        return { status: 201, headers: { etag: etagOf(row), location }, body };
      }),
  );
}
