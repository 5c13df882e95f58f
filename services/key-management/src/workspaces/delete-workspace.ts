import { ProblemError } from '@keyward/auth';
import { IfMatch, requireMatch } from '../http/etag.ts';
import { problems } from '../http/problems.ts';
import { accepted, conflict, Deleted } from '../http/responses.ts';
import type { Scope } from '../http/scope.ts';
import { keysRepository } from '../keys/keys-repository.ts';
import { workspaceOf } from '../principals/request-principal.ts';
import { write } from '../writes/write.ts';
import { workspaceResource } from './workspace-resource.ts';
import { workspacesRepository } from './workspaces-repository.ts';

/** `DELETE /v1/workspaces/{workspaceId}`: ends it and every key below it. */
export function deleteWorkspace(scope: Scope): void {
  scope.delete(
    '/v1/workspaces/:workspaceId',
    {
      schema: {
        operationId: 'deleteWorkspace',
        tags: ['Workspaces'],
        summary: 'Delete a workspace',
        description: 'Ends every key below it, and with it its flows and upstreams, at once and for good.',
        headers: IfMatch,
        response: { 200: Deleted, 202: accepted(Deleted), ...conflict(scope, 'The last operator key belongs to it.') },
      },
    },
    (request, reply) =>
      write(request, reply, async ({ tx, actor, audit, changed }) => {
        const tenant = workspaceOf(request);
        const at = new Date();
        await changed('workspace', tenant.workspaceId, tenant.workspaceId);
        const workspaces = workspacesRepository(tx);
        const row = await workspaces.lock(tenant);
        requireMatch(request.headers['if-match'], row);
        await workspaces.delete(tenant, at);

        const keys = keysRepository(tx);
        await keys.revokeBelow(tenant, { at, by: actor.id, reason: 'The workspace was deleted.' });
        if (!(await keys.anOperatorRemains(at))) {
          throw new ProblemError(problems.lastOperator, { detail: 'The last operator key belongs to the workspace.' });
        }
        await audit({
          action: 'workspace.deleted',
          target: { type: 'workspace', id: row.id, name: row.name },
          before: workspaceResource(row),
        });
        return { status: 200, body: { deletedAt: at.toISOString() }, enforcement: 'reported' };
      }),
  );
}
