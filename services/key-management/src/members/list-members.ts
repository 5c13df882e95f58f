import { Type } from 'typebox';
import { creationPosition } from '../database/keyset.ts';
import { listIdentity } from '../http/cursor.ts';
import { pageFrom, pageOf, pageQuery } from '../http/page.ts';
import type { Scope } from '../http/scope.ts';
import { Member, memberResource } from './member-resource.ts';
import { membersRepository } from './members-repository.ts';

/** `GET /v1/organizations/{organizationId}/members`. */
export function listMembers(scope: Scope): void {
  scope.get(
    '/v1/organizations/:organizationId/members',
    {
      schema: {
        operationId: 'listMembers',
        tags: ['Members'],
        summary: 'List the members of an organization',
        querystring: Type.Object(pageQuery, { additionalProperties: false }),
        response: { 200: pageOf(Member) },
      },
    },
    async (request) => {
      const { db, cursors } = request.server.services;
      const { organizationId } = request.tenant;
      const { limit, cursor } = request.query;
      const list = listIdentity('members', organizationId, request.query);
      const rows = await membersRepository(db).list(organizationId, cursors.open(list, cursor), limit + 1);
      return pageFrom(rows, limit, memberResource, (row) => cursors.seal(list, creationPosition(row)));
    },
  );
}
