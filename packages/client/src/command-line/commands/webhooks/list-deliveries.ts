import { type Commands, type Context, showList } from '../../context.ts';

/** `keyward webhooks deliveries`. */
export function listDeliveries(webhooks: Commands, context: Context): void {
  webhooks
    .command('deliveries')
    .description('list what a webhook was told, and how that went')
    .argument('<webhook-id>')
    .action(async (webhookId) => {
      const { keyward, organizationId } = await context.session();
      const path = { organizationId: await organizationId(), webhookId };
      const list = '/v1/organizations/{organizationId}/webhooks/{webhookId}/deliveries';
      await showList(context, keyward.list(list, { path }), {
        AT: ({ createdAt }) => createdAt,
        EVENT: ({ event }) => event,
        STATUS: ({ status }) => status,
        ATTEMPTS: ({ attempts }) => attempts,
        ANSWER: ({ lastStatus, lastError }) => lastStatus ?? lastError,
        NEXT: ({ nextAttemptAt }) => nextAttemptAt,
      });
    });
}
