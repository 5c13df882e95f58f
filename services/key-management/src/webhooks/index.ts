import type { Scope } from '../http/scope.ts';
import { guard } from '../principals/guard.ts';
import { createWebhook } from './create-webhook.ts';
import { deleteWebhook } from './delete-webhook.ts';
import { editWebhook } from './edit-webhook.ts';
import { listDeliveries } from './list-deliveries.ts';
import { listWebhooks } from './list-webhooks.ts';
import { readWebhook } from './read-webhook.ts';
import { testWebhook } from './test-webhook.ts';

/** Where events leave the organization is its own affair, so all of it takes what its settings take. */
export function webhookRoutes(app: Scope): void {
  app.register(async function managing(scope: Scope) {
    guard(scope, { tenant: 'organization', anyOf: ['organizations:update'] });
    listWebhooks(scope);
    createWebhook(scope);
    readWebhook(scope);
    editWebhook(scope);
    deleteWebhook(scope);
    testWebhook(scope);
    listDeliveries(scope);
  });
}
