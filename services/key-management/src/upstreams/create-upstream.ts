import { newId } from '@keyward/auth';
import { etagOf } from '../http/etag.ts';
import { conflict, created } from '../http/responses.ts';
import type { Scope } from '../http/scope.ts';
import { workspaceOf } from '../principals/request-principal.ts';
import { write } from '../writes/write.ts';
import { requireAttachable } from './attachable-credential.ts';
import { requireBaseUrl } from './base-url.ts';
import { NewUpstream, Upstream, upstreamResource } from './upstream-resource.ts';
import { upstreamsRepository } from './upstreams-repository.ts';

/** `POST /v1/workspaces/{workspaceId}/upstreams`: a server that the gateway may call. */
export function createUpstream(scope: Scope): void {
  scope.post(
    '/v1/workspaces/:workspaceId/upstreams',
    {
      schema: {
        operationId: 'createUpstream',
        tags: ['Upstreams'],
        summary: 'Create an upstream',
        body: NewUpstream,
        response: { 201: created(Upstream), ...conflict(scope, 'Another upstream of the workspace has the name.') },
      },
    },
    (request, reply) =>
      write(request, reply, async ({ tx, actor, audit, changed }) => {
        const tenant = workspaceOf(request);
        const { name, kind, baseUrl, credentialId = null } = request.body;
        requireBaseUrl(request.server.services.upstreamAddresses, baseUrl);
        const id = newId();
        await changed('upstream', id, tenant.workspaceId);
        if (credentialId !== null) await requireAttachable(request, tx, credentialId);
        const values = { id, name, kind, baseUrl, credentialId, createdBy: actor.id };
        const row = await upstreamsRepository(tx).insert(tenant, values);
        const body = upstreamResource(row);
        await audit({ action: 'upstream.created', target: { type: 'upstream', id, name }, after: body });
        const location = `/v1/workspaces/${tenant.workspaceId}/upstreams/${id}`;
        return { status: 201, headers: { etag: etagOf(row), location }, body };
      }),
  );
}
