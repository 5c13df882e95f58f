import { type Commands, type Context, showList } from '../../context.ts';

/** `keyward upstreams list`. */
export function listUpstreams(upstreams: Commands, context: Context): void {
  upstreams
    .command('list')
    .description('list the upstreams of a workspace')
    .action(async () => {
      const { keyward, workspace } = await context.session();
      const path = { workspaceId: (await workspace()).id };
      await showList(context, keyward.list('/v1/workspaces/{workspaceId}/upstreams', { path }), {
        ID: ({ id }) => id,
        NAME: ({ name }) => name,
        KIND: ({ kind }) => kind,
        ADDRESS: ({ baseUrl }) => baseUrl,
      });
    });
}
