import { Type } from 'typebox';
import { etagOf } from '../http/etag.ts';
import { WebhookId } from '../http/path-parameters.ts';
import { resource } from '../http/responses.ts';
import type { Scope } from '../http/scope.ts';
import { WebhookResource, webhookResource } from './webhook-resource.ts';
import { webhooksRepository } from './webhooks-repository.ts';

/** `GET /v1/organizations/{organizationId}/webhooks/{webhookId}`. */
export function readWebhook(scope: Scope): void {
  scope.get(
    '/v1/organizations/:organizationId/webhooks/:webhookId',
    {
      schema: {
        operationId: 'readWebhook',
        tags: ['Webhooks'],
        summary: 'Read a webhook',
        params: Type.Object({ webhookId: WebhookId }),
        response: { 200: resource(WebhookResource) },
      },
    },
    async (request, reply) => {
      const webhooks = webhooksRepository(request.server.services.db);
      const row = await webhooks.read(request.tenant.organizationId, request.params.webhookId);
      reply.header('etag', etagOf(row));
      return webhookResource(row);
    },
  );
}
