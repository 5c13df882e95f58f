import { type Commands, type Context, showDone } from '../../context.ts';

/** `keyward webhooks test`. */
export function testWebhook(webhooks: Commands, context: Context): void {
  webhooks
    .command('test')
    .description('send a message to try a webhook out; see `keyward webhooks deliveries`')
    .argument('<webhook-id>')
    .action(async (webhookId) => {
      const { keyward, organizationId } = await context.session();
      const path = { organizationId: await organizationId(), webhookId };
      const sent = await keyward.post('/v1/organizations/{organizationId}/webhooks/{webhookId}/test', { path });
      showDone(context, Object(sent), 'It is on its way.');
    });
}
