import { Type } from 'typebox';
import { creationPosition } from '../database/keyset.ts';
import { listIdentity } from '../http/cursor.ts';
import { pageFrom, pageOf, pageQuery } from '../http/page.ts';
import type { Scope } from '../http/scope.ts';
import { identitiesOf } from '../principals/identities.ts';
import { workspaceOf } from '../principals/request-principal.ts';
import { upstreamsRepository } from '../upstreams/upstreams-repository.ts';
import { Service } from './credential-bodies.ts';
import { Credential, credentialResource } from './credential-resource.ts';
import type { CredentialUser } from './credential-users.ts';
import { credentialsRepository } from './credentials-repository.ts';
import type { CredentialRow } from './credentials-table.ts';

const Query = Type.Object({ ...pageQuery, service: Type.Optional(Service) }, { additionalProperties: false });

/** `GET /v1/workspaces/{workspaceId}/credentials`: those that the caller may use. */
export function listCredentials(scope: Scope): void {
  scope.get(
    '/v1/workspaces/:workspaceId/credentials',
    {
      schema: {
        operationId: 'listCredentials',
        tags: ['Credentials'],
        summary: 'List the credentials of a workspace',
        description: "The caller's own, and those that are shared with it.",
        querystring: Query,
        response: { 200: pageOf(Credential) },
      },
    },
    async (request) => {
      const { db, cursors, masterKeys } = request.server.services;
      const tenant = workspaceOf(request);
      const { limit, cursor, service } = request.query;
      const list = listIdentity('credentials', tenant.workspaceId, request.query);
      const viewer = await identitiesOf(db, request.principal);
      const after = cursors.open(list, cursor);
      const rows = await credentialsRepository(db).list(tenant, viewer, service, after, limit + 1);
      const users = await upstreamsRepository(db).usersOf(
        tenant,
        rows.map(({ id }) => id),
      );
      const attachedTo = (row: CredentialRow): CredentialUser[] =>
        users
          .filter(({ credentialId }) => credentialId === row.id)
          .map(({ id, name }) => ({ type: 'upstream', id, name }));
      return pageFrom(
        rows,
        limit,
        (row) => credentialResource(row, masterKeys, attachedTo(row)),
        (row) => cursors.seal(list, creationPosition(row)),
      );
    },
  );
}
