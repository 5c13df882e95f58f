import { type Commands, type Context, showList } from '../../context.ts';

/** `keyward credentials list`. */
export function listCredentials(credentials: Commands, context: Context): void {
  credentials
    .command('list')
    .description('list the credentials that you may see; their values nobody sees')
    .action(async () => {
      const { keyward, workspace } = await context.session();
      const path = { workspaceId: (await workspace()).id };
      await showList(context, keyward.list('/v1/workspaces/{workspaceId}/credentials', { path }), {
        ID: ({ id }) => id,
        NAME: ({ name }) => name,
        SERVICE: ({ service }) => service,
        VALUE: ({ valueHint }) => valueHint,
        VISIBILITY: ({ visibility }) => visibility,
        'USED BY': ({ usedBy }) => usedBy.map(({ name }) => name).join(' '),
        'LAST USED': ({ lastUsedAt }) => lastUsedAt,
      });
    });
}
