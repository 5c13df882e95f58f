import { type Commands, type Context, showList } from '../../context.ts';

/** `keyward gateways list`. */
export function listGateways(gateways: Commands, context: Context): void {
  gateways
    .command('list')
    .description('list the gateways of a workspace')
    .action(async () => {
      const { keyward, workspace } = await context.session();
      const path = { workspaceId: (await workspace()).id };
      await showList(context, keyward.list('/v1/workspaces/{workspaceId}/gateways', { path }), {
        ID: ({ id }) => id,
        NAME: ({ name }) => name,
        MODELS: ({ models }) => models.map((model) => model.name).join(' '),
        CREATED: ({ createdAt }) => createdAt,
      });
    });
}
