import { Type } from 'typebox';
import { etagOf, IfMatch, requireMatch } from '../http/etag.ts';
import { FlowId } from '../http/path-parameters.ts';
import { conflict, edited } from '../http/responses.ts';
import type { Scope } from '../http/scope.ts';
import { workspaceOf } from '../principals/request-principal.ts';
import { write } from '../writes/write.ts';
import { Flow, FlowChanges, flowResource } from './flow-resource.ts';
import { requireFlowServer } from './flow-upstream.ts';
import { flowsRepository } from './flows-repository.ts';

/** `PATCH /v1/workspaces/{workspaceId}/flows/{flowId}`. */
export function editFlow(scope: Scope): void {
  scope.patch(
    '/v1/workspaces/:workspaceId/flows/:flowId',
    {
      schema: {
        operationId: 'editFlow',
        tags: ['Flows'],
        summary: 'Edit a flow',
        params: Type.Object({ flowId: FlowId }),
        headers: IfMatch,
        body: FlowChanges,
        response: { ...edited(Flow), ...conflict(scope, 'Another flow of the workspace has the name.') },
      },
    },
    (request, reply) =>
      write(request, reply, async ({ tx, audit, changed }) => {
        const tenant = workspaceOf(request);
        const { flowId } = request.params;
        const { upstreamId } = request.body;
        const flows = flowsRepository(tx);
        await changed('flow', flowId, tenant.workspaceId);
        const before = await flows.lock(tenant, flowId);
        requireMatch(request.headers['if-match'], before);
        if (upstreamId !== undefined) await requireFlowServer(tx, tenant, upstreamId);
        const after = await flows.update(tenant, flowId, request.body);
        const body = flowResource(after);
        await audit({
          action: 'flow.updated',
          target: { type: 'flow', id: after.id, name: after.name },
          before: flowResource(before),
          after: body,
        });
        return { status: 200, headers: { etag: etagOf(after) }, body, enforcement: 'reported' };
      }),
  );
}
