import { Type } from 'typebox';
import { listIdentity } from '../http/cursor.ts';
import { pageFrom, pageOf, pageQuery } from '../http/page.ts';
import { WebhookId } from '../http/path-parameters.ts';
import type { Scope } from '../http/scope.ts';
import { deliveryResource, WebhookDelivery } from './webhook-resource.ts';
import { webhooksRepository } from './webhooks-repository.ts';

/** `GET …/{webhookId}/deliveries`: what was sent, and how it went. */
export function listDeliveries(scope: Scope): void {
  scope.get(
    '/v1/organizations/:organizationId/webhooks/:webhookId/deliveries',
    {
      schema: {
        operationId: 'listWebhookDeliveries',
        tags: ['Webhooks'],
        summary: 'List what was sent to a webhook',
        description: 'Newest first, of the last 30 days.',
        params: Type.Object({ webhookId: WebhookId }),
        querystring: Type.Object(pageQuery, { additionalProperties: false }),
        response: { 200: pageOf(WebhookDelivery) },
      },
    },
    async (request) => {
      const { db, cursors } = request.server.services;
      const { limit, cursor } = request.query;
      const webhooks = webhooksRepository(db);
      const { id } = await webhooks.read(request.tenant.organizationId, request.params.webhookId);
      const list = listIdentity('webhook-deliveries', id, request.query);
      const [before] = cursors.open(list, cursor) ?? [];
      const rows = await webhooks.deliveries(id, typeof before === 'number' ? before : undefined, limit + 1);
      return pageFrom(rows, limit, deliveryResource, ({ position }) => cursors.seal(list, [position]));
    },
  );
}
