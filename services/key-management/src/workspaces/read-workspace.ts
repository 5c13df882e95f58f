import { etagOf } from '../http/etag.ts';
import { resource } from '../http/responses.ts';
import type { Scope } from '../http/scope.ts';
import { workspaceOf } from '../principals/request-principal.ts';
import { Workspace, workspaceResource } from './workspace-resource.ts';
import { workspacesRepository } from './workspaces-repository.ts';

/** `GET /v1/workspaces/{workspaceId}`. */
export function readWorkspace(scope: Scope): void {
  scope.get(
    '/v1/workspaces/:workspaceId',
    {
      schema: {
        operationId: 'readWorkspace',
        tags: ['Workspaces'],
        summary: 'Read a workspace',
        response: { 200: resource(Workspace) },
      },
    },
    async (request, reply) => {
      const row = await workspacesRepository(request.server.services.db).read(workspaceOf(request));
      reply.header('etag', etagOf(row));
      return workspaceResource(row);
    },
  );
}
