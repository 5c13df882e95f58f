import { etagOf } from '../http/etag.ts';
import { resource } from '../http/responses.ts';
import type { Scope } from '../http/scope.ts';
import { Organization, organizationResource } from './organization-resource.ts';
import { organizationsRepository } from './organizations-repository.ts';

/** `GET /v1/organizations/{organizationId}`. */
export function readOrganization(scope: Scope): void {
  scope.get(
    '/v1/organizations/:organizationId',
    {
      schema: {
        operationId: 'readOrganization',
        tags: ['Organizations'],
        summary: 'Read an organization',
        response: { 200: resource(Organization) },
      },
    },
    async (request, reply) => {
      const row = await organizationsRepository(request.server.services.db).read(request.tenant.organizationId);
      reply.header('etag', etagOf(row));
      return organizationResource(row);
    },
  );
}
