import { type Commands, type Context, showDone } from '../../context.ts';

/** `keyward workspaces create`. */
export function createWorkspace(workspaces: Commands, context: Context): void {
  workspaces
    .command('create')
    .description('create a workspace')
    .argument('<name>')
    .action(async (name) => {
      const { keyward, organizationId } = await context.session();
      const path = { organizationId: await organizationId() };
      const made = await keyward.post('/v1/organizations/{organizationId}/workspaces', { path, body: { name } });
      showDone(context, made, `Created ${made.name} (${made.id}).`);
    });
}
