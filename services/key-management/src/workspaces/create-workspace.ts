import { newId } from '@keyward/auth';
import { etagOf } from '../http/etag.ts';
import { conflict, created } from '../http/responses.ts';
import type { Scope } from '../http/scope.ts';
import { write } from '../writes/write.ts';
import { Workspace, WorkspaceBody, workspaceResource } from './workspace-resource.ts';
import { workspacesRepository } from './workspaces-repository.ts';

/** `POST /v1/organizations/{organizationId}/workspaces`: a new, empty environment. */
export function createWorkspace(scope: Scope): void {
  scope.post(
    '/v1/organizations/:organizationId/workspaces',
    {
      schema: {
        operationId: 'createWorkspace',
        tags: ['Workspaces'],
        summary: 'Create a workspace',
        body: WorkspaceBody,
        response: {
          201: created(Workspace),
          ...conflict(scope, 'Another workspace of the organization has the name.'),
        },
      },
    },
    (request, reply) =>
      write(request, reply, async ({ tx, actor, audit }) => {
        const { organizationId } = request.tenant;
        const { name } = request.body;
        const row = await workspacesRepository(tx).insert(organizationId, { id: newId(), name, createdBy: actor.id });
        const body = workspaceResource(row);
        await audit({
          action: 'workspace.created',
          target: { type: 'workspace', id: row.id, name },
          workspaceId: row.id,
          after: body,
        });
        return { status: 201, headers: { etag: etagOf(row), location: `/v1/workspaces/${row.id}` }, body };
      }),
  );
}
