import { type Commands, type Context, showList } from '../../context.ts';

/** `keyward webhooks list`. */
export function listWebhooks(webhooks: Commands, context: Context): void {
  webhooks
    .command('list')
    .description('list the webhooks of an organization')
    .action(async () => {
      const { keyward, organizationId } = await context.session();
      const path = { organizationId: await organizationId() };
      await showList(context, keyward.list('/v1/organizations/{organizationId}/webhooks', { path }), {
        ID: ({ id }) => id,
        URL: ({ url }) => url,
        EVENTS: ({ events }) => events.join(' '),
        WORKSPACE: ({ workspaceId }) => workspaceId ?? 'all',
        ENABLED: ({ enabled }) => (enabled ? 'yes' : 'no'),
      });
    });
}
