import { Type } from 'typebox';
import { IfMatch, requireMatch } from '../http/etag.ts';
import { MemberId } from '../http/path-parameters.ts';
import { Deleted } from '../http/responses.ts';
import type { Scope } from '../http/scope.ts';
import { write } from '../writes/write.ts';
import { memberResource } from './member-resource.ts';
import { membersRepository } from './members-repository.ts';

/** `DELETE /v1/organizations/{organizationId}/members/{memberId}`. */
export function deleteMember(scope: Scope): void {
  scope.delete(
    '/v1/organizations/:organizationId/members/:memberId',
    {
      schema: {
        operationId: 'deleteMember',
        tags: ['Members'],
        summary: 'Remove a member',
        description: 'What the member made stays: keys, flows, and the credentials that are attached to upstreams.',
        params: Type.Object({ memberId: MemberId }),
        headers: IfMatch,
        response: { 200: Deleted },
      },
    },
    (request, reply) =>
      write(request, reply, async ({ tx, audit }) => {
        const { organizationId } = request.tenant;
        const { memberId } = request.params;
        const members = membersRepository(tx);
        const row = await members.lock(organizationId, memberId);
        requireMatch(request.headers['if-match'], row);
        await members.delete(organizationId, memberId);
        await audit({
          action: 'member.deleted',
          target: { type: 'member', id: row.id, name: row.displayName ?? row.subject ?? row.group },
          workspaceId: row.workspaceId,
          before: memberResource(row),
        });
        return { status: 200, body: { deletedAt: new Date().toISOString() } };
      }),
  );
}
