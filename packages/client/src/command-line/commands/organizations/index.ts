import type { Commands, Context } from '../../context.ts';
import { createOrganization } from './create-organization.ts';
import { deleteOrganization } from './delete-organization.ts';
import { listOrganizations } from './list-organizations.ts';
import { renameOrganization } from './rename-organization.ts';

/** `keyward orgs`. */
export function organizationCommands(program: Commands, context: Context): void {
  const orgs = program.command('orgs').description('organizations: the tenants');
  listOrganizations(orgs, context);
  createOrganization(orgs, context);
  renameOrganization(orgs, context);
  deleteOrganization(orgs, context);
}
