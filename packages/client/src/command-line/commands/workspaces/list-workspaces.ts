import { type Commands, type Context, showList } from '../../context.ts';
import { visibleWorkspaces } from '../../visible-places.ts';

/** `keyward workspaces list`. */
export function listWorkspaces(workspaces: Commands, context: Context): void {
  workspaces
    .command('list')
    .description('list the workspaces that you may see')
    .action(async () => {
      const session = await context.session();
      const wanted = context.options().organization === undefined ? undefined : await session.organizationId();
      const chosen = session.connection.profile?.workspaceId;
      await showList(context, await visibleWorkspaces(session.keyward, wanted), {
        ID: ({ id }) => id,
        NAME: ({ name }) => name,
        ORGANIZATION: ({ organizationId }) => organizationId,
        '': ({ id }) => (id === chosen ? 'in use' : ' '),
      });
    });
}
