import { Type } from 'typebox';
import { creationPosition } from '../database/keyset.ts';
import { listIdentity } from '../http/cursor.ts';
import { pageFrom, pageOf, pageQuery } from '../http/page.ts';
import type { Scope } from '../http/scope.ts';
import type { Principal } from '../principals/principal.ts';
import { Organization, organizationResource } from './organization-resource.ts';
import { organizationsRepository } from './organizations-repository.ts';

/** `GET /v1/organizations`: those that the caller may see. */
export function listOrganizations(scope: Scope): void {
  scope.get(
    '/v1/organizations',
    {
      schema: {
        operationId: 'listOrganizations',
        tags: ['Organizations'],
        summary: 'List organizations',
        querystring: Type.Object(pageQuery, { additionalProperties: false }),
        response: { 200: pageOf(Organization) },
      },
    },
    async (request) => {
      const { db, cursors } = request.server.services;
      const { limit, cursor } = request.query;
      const list = listIdentity('organizations', request.principal.id, request.query);
      const rows = await organizationsRepository(db).list({
        visible: visibleTo(request.principal),
        after: cursors.open(list, cursor),
        limit: limit + 1,
      });
      return pageFrom(rows, limit, organizationResource, (row) => cursors.seal(list, creationPosition(row)));
    },
  );
}

function visibleTo({ operator, grants }: Principal): string[] | undefined {
  if (operator) return undefined;
  return grants
    .filter(({ workspaceId, permissions }) => workspaceId === null && permissions.includes('organizations:view'))
    .map(({ organizationId }) => organizationId);
}
