import type { Scope } from '../http/scope.ts';
import { guard } from '../principals/guard.ts';
import { createOrganization } from './create-organization.ts';
import { deleteOrganization } from './delete-organization.ts';
import { listOrganizations } from './list-organizations.ts';
import { readOrganization } from './read-organization.ts';
import { renameOrganization } from './rename-organization.ts';

export function organizationRoutes(app: Scope): void {
  app.register(async function viewingAll(scope: Scope) {
    guard(scope, { tenant: 'none', anyOf: ['organizations:view'] });
    listOrganizations(scope);
  });
  app.register(async function creating(scope: Scope) {
    guard(scope, { tenant: 'none', operator: true });
    createOrganization(scope);
  });
  app.register(async function viewing(scope: Scope) {
    guard(scope, { tenant: 'organization', anyOf: ['organizations:view'] });
    readOrganization(scope);
  });
  app.register(async function updating(scope: Scope) {
    guard(scope, { tenant: 'organization', anyOf: ['organizations:update'] });
    renameOrganization(scope);
  });
  app.register(async function deleting(scope: Scope) {
    guard(scope, { tenant: 'organization', anyOf: ['organizations:delete'], deletedToo: true });
    deleteOrganization(scope);
  });
}
