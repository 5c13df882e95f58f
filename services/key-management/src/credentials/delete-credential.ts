import { ProblemError } from '@keyward/auth';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Queryable } from '../database/connect.ts';
import { IfMatch, requireMatch } from '../http/etag.ts';
import { CredentialId } from '../http/path-parameters.ts';
import { problems } from '../http/problems.ts';
import { accepted, conflict, Deleted } from '../http/responses.ts';
import type { Scope } from '../http/scope.ts';
import { identitiesOf } from '../principals/identities.ts';
import { permissionsIn } from '../principals/principal.ts';
import { workspaceOf } from '../principals/request-principal.ts';
import { write } from '../writes/write.ts';
import { credentialFacts } from './credential-resource.ts';
import { usersOf } from './credential-users.ts';
import { credentialsRepository, type Viewer } from './credentials-repository.ts';

const Query = Type.Object(
  {
    force: Type.Boolean({
      default: false,
      description:
        'Also where it is in use: its upstreams are then not called until they get another credential, or none.',
    }),
  },
  { additionalProperties: false },
);

/** `DELETE /v1/workspaces/{workspaceId}/credentials/{credentialId}`: refused while upstreams use it, unless forced. */
export function deleteCredential(scope: Scope): void {
  scope.delete(
    '/v1/workspaces/:workspaceId/credentials/:credentialId',
    {
      schema: {
        operationId: 'deleteCredential',
        tags: ['Credentials'],
        summary: 'Delete a credential',
        description:
          'Whoever manages the members of the organization may also delete a credential that is personal to another, or ' +
          'shared with others.',
        params: Type.Object({ credentialId: CredentialId }),
        headers: IfMatch,
        querystring: Query,
        response: {
          200: Deleted,
          202: accepted(Deleted),
          ...conflict(scope, 'It is in use; `usedBy` names the upstreams, and the flows and gateways that would fail.'),
        },
      },
    },
    (request, reply) =>
      write(request, reply, async ({ tx, audit, changed }) => {
        const tenant = workspaceOf(request);
        const { credentialId } = request.params;
        const credentials = credentialsRepository(tx);
        await changed('credential', credentialId, tenant.workspaceId);
        const row = await credentials.lock(tenant, await deletingViewer(request, tx), credentialId);
        requireMatch(request.headers['if-match'], row);
        const usedBy = await usersOf(tx, tenant, credentialId);
        if (usedBy.length > 0 && !request.query.force) {
          throw new ProblemError(problems.credentialInUse, {
            detail: 'What `usedBy` names would fail; attach another credential first, or delete it with `force=true`.',
            members: { usedBy },
          });
        }
        await credentials.delete(tenant, credentialId);
        await audit({
          action: 'credential.deleted',
          target: { type: 'credential', id: row.id, name: row.name },
          before: { ...credentialFacts(row), usedBy },
        });
        return { status: 200, body: { deletedAt: new Date().toISOString() }, enforcement: 'reported' };
      }),
  );
}

/** Somebody has to be able to end what nobody else sees, such as a credential of a person who has left. */
async function deletingViewer({ principal, tenant }: FastifyRequest, tx: Queryable): Promise<Viewer> {
  const inOrganization = permissionsIn(principal, { ...tenant, workspaceId: null });
  return inOrganization.includes('members:manage') ? 'overseer' : await identitiesOf(tx, principal);
}
