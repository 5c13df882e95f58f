import { type Commands, type Context, showList } from '../../context.ts';

/** `keyward members list`. */
export function listMembers(members: Commands, context: Context): void {
  members
    .command('list')
    .description('list the members of an organization')
    .action(async () => {
      const { keyward, organizationId } = await context.session();
      const path = { organizationId: await organizationId() };
      await showList(context, keyward.list('/v1/organizations/{organizationId}/members', { path }), {
        ID: ({ id }) => id,
        WHO: ({ subject, group }) => subject ?? `group ${group}`,
        NAME: ({ displayName, email }) => displayName ?? email,
        ROLE: ({ role, permissions }) => role ?? permissions.join(' '),
        WORKSPACE: ({ workspaceId }) => workspaceId ?? 'all',
      });
    });
}
