import { type Commands, type Context, showDone } from '../../context.ts';

/** `keyward workspaces rename`. */
export function renameWorkspace(workspaces: Commands, context: Context): void {
  workspaces
    .command('rename')
    .description('rename the workspace that is in use, or that --workspace names')
    .argument('<name>')
    .action(async (name) => {
      const { keyward, workspace } = await context.session();
      const path = { workspaceId: (await workspace()).id };
      const renamed = await keyward.patch('/v1/workspaces/{workspaceId}', { path, body: { name } });
      showDone(context, renamed, `It is called ${name} now.`);
    });
}
