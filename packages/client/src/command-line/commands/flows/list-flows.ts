import { type Commands, type Context, showList } from '../../context.ts';

/** `keyward flows list`. */
export function listFlows(flows: Commands, context: Context): void {
  flows
    .command('list')
    .description('list the flows of a workspace')
    .action(async () => {
      const { keyward, workspace } = await context.session();
      const path = { workspaceId: (await workspace()).id };
      const upstreams = await keyward.all('/v1/workspaces/{workspaceId}/upstreams', { path });
      const names = new Map(upstreams.map(({ id, name }) => [id, name]));
      await showList(context, keyward.list('/v1/workspaces/{workspaceId}/flows', { path }), {
        ID: ({ id }) => id,
        NAME: ({ name }) => name,
        UPSTREAM: ({ upstreamId }) => names.get(upstreamId) ?? upstreamId,
        PUBLIC: (flow) => (flow.public ? 'yes' : 'no'),
      });
    });
}
