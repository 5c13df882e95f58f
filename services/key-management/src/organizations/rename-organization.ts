import { etagOf, IfMatch, requireMatch } from '../http/etag.ts';
import { conflict, resource } from '../http/responses.ts';
import type { Scope } from '../http/scope.ts';
import { write } from '../writes/write.ts';
import { Organization, OrganizationBody, organizationResource } from './organization-resource.ts';
import { organizationsRepository } from './organizations-repository.ts';

/** `PATCH /v1/organizations/{organizationId}`: a new name. */
export function renameOrganization(scope: Scope): void {
  scope.patch(
    '/v1/organizations/:organizationId',
    {
      schema: {
        operationId: 'renameOrganization',
        tags: ['Organizations'],
        summary: 'Rename an organization',
        headers: IfMatch,
        body: OrganizationBody,
        response: { 200: resource(Organization), ...conflict(scope, 'Another organization has the name.') },
      },
    },
    (request, reply) =>
      write(request, reply, async ({ tx, audit }) => {
        const organizations = organizationsRepository(tx);
        const before = await organizations.lock(request.tenant.organizationId);
        requireMatch(request.headers['if-match'], before);
        const after = await organizations.rename(before.id, request.body.name);
        const body = organizationResource(after);
        await audit({
          action: 'organization.updated',
          target: { type: 'organization', id: after.id, name: after.name },
          before: organizationResource(before),
          after: body,
        });
        return { status: 200, headers: { etag: etagOf(after) }, body };
      }),
  );
}
