import { type Commands, type Context, showDone } from '../../context.ts';
import { confirm } from '../../terminal/prompts.ts';

/** `keyward webhooks delete`. */
export function deleteWebhook(webhooks: Commands, context: Context): void {
  webhooks
    .command('delete')
    .description('tell an address no more')
    .argument('<webhook-id>')
    .action(async (webhookId) => {
      const { keyward, organizationId } = await context.session();
      const path = { organizationId: await organizationId(), webhookId };
      const { url } = await keyward.get('/v1/organizations/{organizationId}/webhooks/{webhookId}', { path });
      await confirm(context.terminal, context.options().yes === true, `Tell ${url} no more?`);
      await keyward.delete('/v1/organizations/{organizationId}/webhooks/{webhookId}', { path });
      showDone(context, { id: webhookId }, `Deleted ${webhookId}.`);
    });
}
