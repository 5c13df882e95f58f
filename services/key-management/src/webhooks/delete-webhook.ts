import { Type } from 'typebox';
import { IfMatch, requireMatch } from '../http/etag.ts';
import { WebhookId } from '../http/path-parameters.ts';
import { Deleted } from '../http/responses.ts';
import type { Scope } from '../http/scope.ts';
import { write } from '../writes/write.ts';
import { webhookResource } from './webhook-resource.ts';
import { webhooksRepository } from './webhooks-repository.ts';

/** `DELETE /v1/organizations/{organizationId}/webhooks/{webhookId}`: with all that is still to be sent to it. */
export function deleteWebhook(scope: Scope): void {
  scope.delete(
    '/v1/organizations/:organizationId/webhooks/:webhookId',
    {
      schema: {
        operationId: 'deleteWebhook',
        tags: ['Webhooks'],
        summary: 'Delete a webhook',
        params: Type.Object({ webhookId: WebhookId }),
        headers: IfMatch,
        response: { 200: Deleted },
      },
    },
    (request, reply) =>
      write(request, reply, async ({ tx, audit }) => {
        const { organizationId } = request.tenant;
        const { webhookId } = request.params;
        const webhooks = webhooksRepository(tx);
        const row = await webhooks.lock(organizationId, webhookId);
        requireMatch(request.headers['if-match'], row);
        await webhooks.delete(organizationId, webhookId);
        await audit({
          action: 'webhook.deleted',
          target: { type: 'webhook', id: webhookId, name: null },
          workspaceId: row.workspaceId,
          before: webhookResource(row),
        });
        return { status: 200, body: { deletedAt: new Date().toISOString() }, enforcement: 'needless' };
      }),
  );
}
