import { Type } from 'typebox';
import { etagOf } from '../http/etag.ts';
import { CredentialId } from '../http/path-parameters.ts';
import { resource } from '../http/responses.ts';
import type { Scope } from '../http/scope.ts';
import { identitiesOf } from '../principals/identities.ts';
import { workspaceOf } from '../principals/request-principal.ts';
import { Credential, credentialResource } from './credential-resource.ts';
import { usersOf } from './credential-users.ts';
import { credentialsRepository } from './credentials-repository.ts';

/** `GET /v1/workspaces/{workspaceId}/credentials/{credentialId}`: all of it but the value. */
export function readCredential(scope: Scope): void {
  scope.get(
    '/v1/workspaces/:workspaceId/credentials/:credentialId',
    {
      schema: {
        operationId: 'readCredential',
        tags: ['Credentials'],
        summary: 'Read a credential',
        params: Type.Object({ credentialId: CredentialId }),
        response: { 200: resource(Credential) },
      },
    },
    async (request, reply) => {
      const { db, masterKeys } = request.server.services;
      const tenant = workspaceOf(request);
      const viewer = await identitiesOf(db, request.principal);
      const row = await credentialsRepository(db).read(tenant, viewer, request.params.credentialId);
      reply.header('etag', etagOf(row));
      return credentialResource(row, masterKeys, await usersOf(db, tenant, row.id));
    },
  );
}
