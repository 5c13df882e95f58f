import { newId } from '@keyward/auth';
import { etagOf } from '../http/etag.ts';
import { conflict, created } from '../http/responses.ts';
import type { Scope } from '../http/scope.ts';
import { invalidBody } from '../keys/invalid-body.ts';
import { requireNoEscalation } from '../management-keys/no-escalation.ts';
import { requestedPermissions } from '../management-keys/requested-permissions.ts';
import { isLive } from '../principals/visible-tenants.ts';
import { write } from '../writes/write.ts';
import { Member, memberResource, NewMember } from './member-resource.ts';
import { membersRepository } from './members-repository.ts';

/** `POST /v1/organizations/{organizationId}/members`: a person or a group of the OpenID provider. */
export function createMember(scope: Scope): void {
  scope.post(
    '/v1/organizations/:organizationId/members',
    {
      schema: {
        operationId: 'createMember',
        tags: ['Members'],
        summary: 'Add a member',
        description: 'With no permission that the caller does not hold itself.',
        body: NewMember,
        response: { 201: created(Member), ...conflict(scope, 'The person or group is a member there already.') },
      },
    },
    (request, reply) =>
      write(request, reply, async ({ tx, actor, audit }) => {
        const { organizationId } = request.tenant;
        const { subject = null, group = null, displayName = null, email = null, workspaceId = null } = request.body;
        if (subject === null && group === null)
          throw invalidBody({ pointer: '/subject', detail: 'is required, or group' });
        if (subject !== null && group !== null) {
          throw invalidBody({ pointer: '/group', detail: 'must not be given together with subject' });
        }
        const permissions = requestedPermissions(request.body);
        if (permissions === undefined) throw invalidBody({ pointer: '/permissions', detail: 'is required, or role' });
        if (workspaceId !== null && !(await isLive(tx, { organizationId, workspaceId }))) {
          throw invalidBody({ pointer: '/workspaceId', detail: 'is not a workspace of this organization' });
        }
        requireNoEscalation(request.principal, { organizationId, workspaceId, permissions, operator: false });

        const { role = null } = request.body;
        const values = { id: newId(), subject, group, displayName, email, workspaceId, role, permissions };
        const row = await membersRepository(tx).insert(organizationId, { ...values, createdBy: actor.id });
        const body = memberResource(row);
        await audit({
          action: 'member.created',
          target: { type: 'member', id: row.id, name: displayName ?? subject ?? group },
          workspaceId,
          after: body,
        });
        return {
          status: 201,
          headers: { etag: etagOf(row), location: `/v1/organizations/${organizationId}/members/${row.id}` },
          body,
        };
      }),
  );
}
