import { Type } from 'typebox';
import { WebhookId } from '../http/path-parameters.ts';
import type { Scope } from '../http/scope.ts';
import { write } from '../writes/write.ts';
import { deliveryResource, WebhookDelivery } from './webhook-resource.ts';
import { webhooksRepository } from './webhooks-repository.ts';

/** `POST …/{webhookId}/test`: sends a message that says only that it is a test, also to one that is disabled. */
export function testWebhook(scope: Scope): void {
  scope.post(
    '/v1/organizations/:organizationId/webhooks/:webhookId/test',
    {
      schema: {
        operationId: 'testWebhook',
        tags: ['Webhooks'],
        summary: 'Send a test message to a webhook',
        description: 'It is sent within seconds; the list of deliveries tells how it went.',
        params: Type.Object({ webhookId: WebhookId }),
        response: { 201: WebhookDelivery },
      },
    },
    (request, reply) =>
      write(request, reply, async ({ tx, audit }) => {
        const webhooks = webhooksRepository(tx);
        const row = await webhooks.lock(request.tenant.organizationId, request.params.webhookId);
        const body = deliveryResource(await webhooks.enqueueTest(row));
        const target = { type: 'webhook', id: row.id, name: null };
        await audit({ action: 'webhook.tested', target, workspaceId: row.workspaceId });
        return { status: 201, body, enforcement: 'needless' };
      }),
  );
}
