import { ProblemError } from '@keyward/auth';
import { IfMatch, requireMatch } from '../http/etag.ts';
import { problems } from '../http/problems.ts';
import { accepted, conflict, Deleted } from '../http/responses.ts';
import type { Scope } from '../http/scope.ts';
import { keysRepository } from '../keys/keys-repository.ts';
import { write } from '../writes/write.ts';
import { organizationResource } from './organization-resource.ts';
import { organizationsRepository } from './organizations-repository.ts';

/** `DELETE /v1/organizations/{organizationId}`: ends it and every key below it. */
export function deleteOrganization(scope: Scope): void {
  scope.delete(
    '/v1/organizations/:organizationId',
    {
      schema: {
        operationId: 'deleteOrganization',
        tags: ['Organizations'],
        summary: 'Delete an organization',
        description: 'Ends its workspaces and every key below it, at once and for good.',
        headers: IfMatch,
        response: { 200: Deleted, 202: accepted(Deleted), ...conflict(scope, 'The last operator key belongs to it.') },
      },
    },
    (request, reply) =>
      write(request, reply, async ({ tx, actor, audit, changed }) => {
        const { organizationId } = request.tenant;
        const at = new Date();
        await changed('organization', organizationId, null);
        const organizations = organizationsRepository(tx);
        const row = await organizations.lock(organizationId);
        requireMatch(request.headers['if-match'], row);
        await organizations.delete(organizationId, at);

        const keys = keysRepository(tx);
        await keys.revokeBelow(request.tenant, { at, by: actor.id, reason: 'The organization was deleted.' });
        if (!(await keys.anOperatorRemains(at))) {
          throw new ProblemError(problems.lastOperator, {
            detail: 'The last operator key belongs to the organization.',
          });
        }
        await audit({
          action: 'organization.deleted',
          target: { type: 'organization', id: row.id, name: row.name },
          before: organizationResource(row),
        });
        return { status: 200, body: { deletedAt: at.toISOString() }, enforcement: 'reported' };
      }),
  );
}
