import { Type } from 'typebox';
import { creationPosition } from '../database/keyset.ts';
import { listIdentity } from '../http/cursor.ts';
import { pageFrom, pageOf, pageQuery } from '../http/page.ts';
import type { Scope } from '../http/scope.ts';
import { WebhookResource, webhookResource } from './webhook-resource.ts';
import { webhooksRepository } from './webhooks-repository.ts';

/** `GET /v1/organizations/{organizationId}/webhooks`. */
export function listWebhooks(scope: Scope): void {
  scope.get(
    '/v1/organizations/:organizationId/webhooks',
    {
      schema: {
        operationId: 'listWebhooks',
        tags: ['Webhooks'],
        summary: 'List the webhooks of an organization',
        querystring: Type.Object(pageQuery, { additionalProperties: false }),
        response: { 200: pageOf(WebhookResource) },
      },
    },
    async (request) => {
      const { db, cursors } = request.server.services;
      const { organizationId } = request.tenant;
      const { limit, cursor } = request.query;
      const list = listIdentity('webhooks', organizationId, request.query);
      const rows = await webhooksRepository(db).list(organizationId, cursors.open(list, cursor), limit + 1);
      return pageFrom(rows, limit, webhookResource, (row) => cursors.seal(list, creationPosition(row)));
    },
  );
}
