import { newId } from '@keyward/auth';
import { etagOf } from '../http/etag.ts';
import { conflict, created } from '../http/responses.ts';
import type { Scope } from '../http/scope.ts';
import { workspaceOf } from '../principals/request-principal.ts';
import { write } from '../writes/write.ts';
import { NewCredential } from './credential-bodies.ts';
import { Credential, credentialFacts, credentialResource, valueHint } from './credential-resource.ts';
import { credentialsRepository } from './credentials-repository.ts';
import { decidePlacement, requireFittingValue } from './placement.ts';
import { sealValue } from './sealed-value.ts';
import { requireSharing, wantedSharing } from './sharing.ts';

/** `POST /v1/workspaces/{workspaceId}/credentials`: stores a key of another service, encrypted. */
export function createCredential(scope: Scope): void {
  scope.post(
    '/v1/workspaces/:workspaceId/credentials',
    {
      schema: {
        operationId: 'createCredential',
        tags: ['Credentials'],
        summary: 'Store a credential',
        description:
          'The value is encrypted, and no answer ever shows it. Where it goes in a request is taken from the ' +
          'catalogue unless the body says it.',
        body: NewCredential,
        response: { 201: created(Credential), ...conflict(scope, 'Another credential has the name.') },
      },
    },
    (request, reply) =>
      write(request, reply, async ({ tx, actor, audit, changed }) => {
        const tenant = workspaceOf(request);
        const { masterKeys } = request.server.services;
        const { name, value, service = 'custom', location, keyName } = request.body;
        const placement = decidePlacement({ service, location, keyName });
        requireFittingValue(placement, name, value);

        const id = newId();
        await changed('credential', id, tenant.workspaceId);
        const sharing = wantedSharing(request.body);
        await requireSharing(request, tx, sharing);
        const sealed = await sealValue(masterKeys, { workspaceId: tenant.workspaceId, id }, value);
        const row = await credentialsRepository(tx).insert(tenant, {
          ...placement,
          ...sharing,
          ...sealed,
          id,
          name,
          service,
          valueHint: valueHint(value),
          ownerType: actor.type,
          ownerId: actor.id,
          createdBy: actor.id,
        });
        await audit({
          action: 'credential.created',
          target: { type: 'credential', id, name },
          after: credentialFacts(row),
        });
        const path = `/v1/workspaces/${tenant.workspaceId}/credentials/${id}`;
        const body = credentialResource(row, masterKeys, []);
        // Nothing can name it yet, so no gateway knows anything about it.
        return { status: 201, headers: { etag: etagOf(row), location: path }, body, enforcement: 'needless' };
      }),
  );
}
