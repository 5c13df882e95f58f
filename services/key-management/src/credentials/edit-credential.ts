import { Type } from 'typebox';
import { etagOf, IfMatch, requireMatch } from '../http/etag.ts';
import { CredentialId } from '../http/path-parameters.ts';
import { conflict, edited } from '../http/responses.ts';
import type { Scope } from '../http/scope.ts';
import { identitiesOf } from '../principals/identities.ts';
import { workspaceOf } from '../principals/request-principal.ts';
import { write } from '../writes/write.ts';
import { CredentialChanges } from './credential-bodies.ts';
import { Credential, credentialFacts, credentialResource, valueHint } from './credential-resource.ts';
import { usersOf } from './credential-users.ts';
import { credentialsRepository } from './credentials-repository.ts';
import { decidePlacement, editedPlacement, requireFittingValue } from './placement.ts';
import { sealValue } from './sealed-value.ts';
import { requireSharing, wantedSharing } from './sharing.ts';

/** `PATCH /v1/workspaces/{workspaceId}/credentials/{credentialId}`. */
export function editCredential(scope: Scope): void {
  scope.patch(
    '/v1/workspaces/:workspaceId/credentials/:credentialId',
    {
      schema: {
        operationId: 'editCredential',
        tags: ['Credentials'],
        summary: 'Edit a credential, or rotate its value',
        description:
          'With a new `value`, whatever uses the credential goes on with that one: when the answer comes, no gateway ' +
          'sends the old one any more.',
        params: Type.Object({ credentialId: CredentialId }),
        headers: IfMatch,
        body: CredentialChanges,
        response: { ...edited(Credential), ...conflict(scope, 'Another credential has the name.') },
      },
    },
    (request, reply) =>
      write(request, reply, async ({ tx, audit, changed }) => {
        const tenant = workspaceOf(request);
        const { masterKeys } = request.server.services;
        const { credentialId } = request.params;
        const { name, service, value } = request.body;
        const credentials = credentialsRepository(tx);
        await changed('credential', credentialId, tenant.workspaceId);
        const before = await credentials.lock(tenant, await identitiesOf(tx, request.principal), credentialId);
        requireMatch(request.headers['if-match'], before);

        const placement = decidePlacement(editedPlacement(before, request.body));
        if (value !== undefined) requireFittingValue(placement, name ?? before.name, value);
        const sharing = wantedSharing(request.body, before);
        await requireSharing(request, tx, sharing, before);
        const after = await credentials.update(tenant, before, {
          ...placement,
          ...sharing,
          ...(value === undefined
            ? {}
            : { ...(await sealValue(masterKeys, before, value)), valueHint: valueHint(value) }),
          name,
          service,
        });
        await audit({
          action: 'credential.updated',
          target: { type: 'credential', id: after.id, name: after.name },
          before: credentialFacts(before),
          after: credentialFacts(after),
        });
        const body = credentialResource(after, masterKeys, await usersOf(tx, tenant, credentialId));
        return { status: 200, headers: { etag: etagOf(after) }, body, enforcement: 'reported' };
      }),
  );
}
