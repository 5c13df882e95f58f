import type { Commands, Context } from '../../context.ts';
import { createWebhook } from './create-webhook.ts';
import { deleteWebhook } from './delete-webhook.ts';
import { listDeliveries } from './list-deliveries.ts';
import { listWebhooks } from './list-webhooks.ts';
import { testWebhook } from './test-webhook.ts';

/** `keyward webhooks`: who is told of events. */
export function webhookCommands(program: Commands, context: Context): void {
  const webhooks = program.command('webhooks').description('webhooks: addresses that are told what happens to keys');
  listWebhooks(webhooks, context);
  createWebhook(webhooks, context);
  testWebhook(webhooks, context);
  listDeliveries(webhooks, context);
  deleteWebhook(webhooks, context);
}
