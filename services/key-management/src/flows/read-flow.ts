import { Type } from 'typebox';
import { etagOf } from '../http/etag.ts';
import { FlowId } from '../http/path-parameters.ts';
import { resource } from '../http/responses.ts';
import type { Scope } from '../http/scope.ts';
import { workspaceOf } from '../principals/request-principal.ts';
import { Flow, flowResource } from './flow-resource.ts';
import { flowsRepository } from './flows-repository.ts';

/** `GET /v1/workspaces/{workspaceId}/flows/{flowId}`. */
export function readFlow(scope: Scope): void {
  scope.get(
    '/v1/workspaces/:workspaceId/flows/:flowId',
    {
      schema: {
        operationId: 'readFlow',
        tags: ['Flows'],
        summary: 'Read a flow',
        params: Type.Object({ flowId: FlowId }),
        response: { 200: resource(Flow) },
      },
    },
    async (request, reply) => {
      const flows = flowsRepository(request.server.services.db);
      const row = await flows.read(workspaceOf(request), request.params.flowId);
      reply.header('etag', etagOf(row));
      return flowResource(row);
    },
  );
}
