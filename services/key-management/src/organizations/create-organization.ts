import { newId } from '@keyward/auth';
import { etagOf } from '../http/etag.ts';
import { conflict, created } from '../http/responses.ts';
import type { Scope } from '../http/scope.ts';
import { write } from '../writes/write.ts';
import { Organization, OrganizationBody, organizationResource } from './organization-resource.ts';
import { organizationsRepository } from './organizations-repository.ts';

/** `POST /v1/organizations`: a new tenant, without workspaces. */
export function createOrganization(scope: Scope): void {
  scope.post(
    '/v1/organizations',
    {
      schema: {
        operationId: 'createOrganization',
        tags: ['Organizations'],
        summary: 'Create an organization',
        description: 'For operators only.',
        body: OrganizationBody,
        response: { 201: created(Organization), ...conflict(scope, 'Another organization has the name.') },
      },
    },
    (request, reply) =>
      write(request, reply, async ({ tx, actor, audit }) => {
        const { name } = request.body;
        const row = await organizationsRepository(tx).insert({ id: newId(), name, createdBy: actor.id });
        const body = organizationResource(row);
        await audit({
          action: 'organization.created',
          target: { type: 'organization', id: row.id, name },
          organizationId: row.id,
          after: body,
        });
        return { status: 201, headers: { etag: etagOf(row), location: `/v1/organizations/${row.id}` }, body };
      }),
  );
}
