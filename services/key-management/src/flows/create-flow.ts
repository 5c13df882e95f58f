import { etagOf } from '../http/etag.ts';
import { conflict, created } from '../http/responses.ts';
import type { Scope } from '../http/scope.ts';
import { workspaceOf } from '../principals/request-principal.ts';
import { write } from '../writes/write.ts';
import { Flow, flowResource, NewFlow } from './flow-resource.ts';
import { requireFlowServer } from './flow-upstream.ts';
import { flowsRepository } from './flows-repository.ts';

/** `POST /v1/workspaces/{workspaceId}/flows`: makes a flow of a flow server known. */
export function createFlow(scope: Scope): void {
  scope.post(
    '/v1/workspaces/:workspaceId/flows',
    {
      schema: {
        operationId: 'createFlow',
        tags: ['Flows'],
        summary: 'Register a flow',
        body: NewFlow,
        response: { 201: created(Flow), ...conflict(scope, 'A flow of the workspace has the id or the name.') },
      },
    },
    (request, reply) =>
      write(request, reply, async ({ tx, actor, audit, changed }) => {
        const tenant = workspaceOf(request);
        const { id, upstreamId, name = id, public: isPublic = false } = request.body;
        await changed('flow', id, tenant.workspaceId);
        await requireFlowServer(tx, tenant, upstreamId);
        const values = { id, name, upstreamId, public: isPublic, createdBy: actor.id };
        const row = await flowsRepository(tx).insert(tenant, values);
        const body = flowResource(row);
        await audit({ action: 'flow.created', target: { type: 'flow', id, name }, after: body });
        const location = `/v1/workspaces/${tenant.workspaceId}/flows/${id}`;
        return { status: 201, headers: { etag: etagOf(row), location }, body };
      }),
  );
}
