import { Type } from 'typebox';
import { etagOf, IfMatch, requireMatch } from '../http/etag.ts';
import { WebhookId } from '../http/path-parameters.ts';
import { resource } from '../http/responses.ts';
import type { Scope } from '../http/scope.ts';
import { write } from '../writes/write.ts';
import { Events, Url, WebhookResource, webhookResource } from './webhook-resource.ts';
import { requireWebhookUrl } from './webhook-url.ts';
import { webhooksRepository } from './webhooks-repository.ts';

const Body = Type.Object(
  {
    url: Type.Optional(Url),
    events: Type.Optional(Events),
    enabled: Type.Optional(Type.Boolean({ description: 'False: events that happen meanwhile are not told.' })),
  },
  { additionalProperties: false, minProperties: 1, examples: [{ enabled: false }] },
);

/** `PATCH /v1/organizations/{organizationId}/webhooks/{webhookId}`. What is to be sent already goes to the new URL. */
export function editWebhook(scope: Scope): void {
  scope.patch(
    '/v1/organizations/:organizationId/webhooks/:webhookId',
    {
      schema: {
        operationId: 'updateWebhook',
        tags: ['Webhooks'],
        summary: 'Edit a webhook',
        params: Type.Object({ webhookId: WebhookId }),
        headers: IfMatch,
        body: Body,
        response: { 200: resource(WebhookResource) },
      },
    },
    (request, reply) =>
      write(request, reply, async ({ tx, audit }) => {
        const { organizationId } = request.tenant;
        const { webhookId } = request.params;
        requireWebhookUrl(request.server.services.upstreamAddresses, request.body.url);
        const webhooks = webhooksRepository(tx);
        const before = await webhooks.lock(organizationId, webhookId);
        requireMatch(request.headers['if-match'], before);
        const after = await webhooks.update(organizationId, webhookId, request.body);
        const body = webhookResource(after);
        await audit({
          action: 'webhook.updated',
          target: { type: 'webhook', id: webhookId, name: null },
          workspaceId: after.workspaceId,
          before: webhookResource(before),
          after: body,
        });
        return { status: 200, headers: { etag: etagOf(after) }, body, enforcement: 'needless' };
      }),
  );
}
