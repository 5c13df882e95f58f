import { etagOf, IfMatch, requireMatch } from '../http/etag.ts';
import { conflict, resource } from '../http/responses.ts';
import type { Scope } from '../http/scope.ts';
import { workspaceOf } from '../principals/request-principal.ts';
import { write } from '../writes/write.ts';
import { Workspace, WorkspaceBody, workspaceResource } from './workspace-resource.ts';
import { workspacesRepository } from './workspaces-repository.ts';

/** `PATCH /v1/workspaces/{workspaceId}`: a new name. */
export function renameWorkspace(scope: Scope): void {
  scope.patch(
    '/v1/workspaces/:workspaceId',
    {
      schema: {
        operationId: 'renameWorkspace',
        tags: ['Workspaces'],
        summary: 'Rename a workspace',
        headers: IfMatch,
        body: WorkspaceBody,
        response: {
          200: resource(Workspace),
          ...conflict(scope, 'Another workspace of the organization has the name.'),
        },
      },
    },
    (request, reply) =>
      write(request, reply, async ({ tx, audit }) => {
        const tenant = workspaceOf(request);
        const workspaces = workspacesRepository(tx);
        const before = await workspaces.lock(tenant);
        requireMatch(request.headers['if-match'], before);
        const after = await workspaces.rename(tenant, request.body.name);
        const body = workspaceResource(after);
        await audit({
          action: 'workspace.updated',
          target: { type: 'workspace', id: after.id, name: after.name },
          before: workspaceResource(before),
          after: body,
        });
        return { status: 200, headers: { etag: etagOf(after) }, body };
      }),
  );
}
