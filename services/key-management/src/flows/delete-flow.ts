import { Type } from 'typebox';
import { IfMatch, requireMatch } from '../http/etag.ts';
import { FlowId } from '../http/path-parameters.ts';
import { accepted, Deleted } from '../http/responses.ts';
import type { Scope } from '../http/scope.ts';
import { workspaceOf } from '../principals/request-principal.ts';
import { write } from '../writes/write.ts';
import { flowResource } from './flow-resource.ts';
import { flowsRepository } from './flows-repository.ts';

/** `DELETE /v1/workspaces/{workspaceId}/flows/{flowId}`: the flow server itself is not touched. */
export function deleteFlow(scope: Scope): void {
  scope.delete(
    '/v1/workspaces/:workspaceId/flows/:flowId',
    {
      schema: {
        operationId: 'deleteFlow',
        tags: ['Flows'],
        summary: 'Take a flow out of the register',
        params: Type.Object({ flowId: FlowId }),
        headers: IfMatch,
        response: { 200: Deleted, 202: accepted(Deleted) },
      },
    },
    (request, reply) =>
      write(request, reply, async ({ tx, audit, changed }) => {
        const tenant = workspaceOf(request);
        const { flowId } = request.params;
        const flows = flowsRepository(tx);
        await changed('flow', flowId, tenant.workspaceId);
        const row = await flows.lock(tenant, flowId);
        requireMatch(request.headers['if-match'], row);
        await flows.delete(tenant, flowId);
        await audit({
          action: 'flow.deleted',
          target: { type: 'flow', id: row.id, name: row.name },
          before: flowResource(row),
        });
        return { status: 200, body: { deletedAt: new Date().toISOString() }, enforcement: 'reported' };
      }),
  );
}
