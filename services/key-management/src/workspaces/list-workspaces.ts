import { Type } from 'typebox';
import { creationPosition } from '../database/keyset.ts';
import { listIdentity } from '../http/cursor.ts';
import { pageFrom, pageOf, pageQuery } from '../http/page.ts';
import type { Scope } from '../http/scope.ts';
import { Workspace, workspaceResource } from './workspace-resource.ts';
import { workspacesRepository } from './workspaces-repository.ts';

/** `GET /v1/organizations/{organizationId}/workspaces`. */
export function listWorkspaces(scope: Scope): void {
  scope.get(
    '/v1/organizations/:organizationId/workspaces',
    {
      schema: {
        operationId: 'listWorkspaces',
        tags: ['Workspaces'],
        summary: 'List the workspaces of an organization',
        querystring: Type.Object(pageQuery, { additionalProperties: false }),
        response: { 200: pageOf(Workspace) },
      },
    },
    async (request) => {
      const { db, cursors } = request.server.services;
      const { organizationId } = request.tenant;
      const { limit, cursor } = request.query;
      const list = listIdentity('workspaces', organizationId, request.query);
      const rows = await workspacesRepository(db).list(organizationId, cursors.open(list, cursor), limit + 1);
      return pageFrom(rows, limit, workspaceResource, (row) => cursors.seal(list, creationPosition(row)));
    },
  );
}
