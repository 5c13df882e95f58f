import { newId, PROBLEMS, ProblemError } from '@keyward/auth';
import { Type } from 'typebox';
import { etagOf } from '../http/etag.ts';
import { WorkspaceId } from '../http/path-parameters.ts';
import { created } from '../http/responses.ts';
import type { Scope } from '../http/scope.ts';
import { isLive } from '../principals/visible-tenants.ts';
import { write } from '../writes/write.ts';
import { CreatedWebhook, Events, Url, webhookResource } from './webhook-resource.ts';
import { newWebhookSecret, sealSecret } from './webhook-secret.ts';
import { requireWebhookUrl } from './webhook-url.ts';
import { webhooksRepository } from './webhooks-repository.ts';

const Body = Type.Object(
  {
    url: Url,
    events: Events,
    workspaceId: Type.Optional(
      Type.Union([WorkspaceId, Type.Null()], { description: 'Only events of this workspace; null: of all of them.' }),
    ),
  },
  {
    additionalProperties: false,
    examples: [{ url: 'https://hooks.example.com/keyward', events: ['api-key.revoked', 'finding.opened'] }],
  },
);

/** `POST /v1/organizations/{organizationId}/webhooks`: from now on events are posted there. */
export function createWebhook(scope: Scope): void {
  scope.post(
    '/v1/organizations/:organizationId/webhooks',
    {
      schema: {
        operationId: 'createWebhook',
        tags: ['Webhooks'],
        summary: 'Create a webhook',
        description:
          'Messages are signed as Standard Webhooks has it (HMAC-SHA-256). The secret is in this answer and never again.',
        body: Body,
        response: { 201: created(CreatedWebhook) },
      },
    },
    (request, reply) =>
      write(request, reply, async ({ tx, actor, audit }) => {
        const { organizationId } = request.tenant;
        const { url, events, workspaceId = null } = request.body;
        const { masterKeys, upstreamAddresses } = request.server.services;
        requireWebhookUrl(upstreamAddresses, url);
        if (!(await isLive(tx, { organizationId, workspaceId }))) {
          throw new ProblemError(PROBLEMS.validationFailed, {
            errors: [{ pointer: '/workspaceId', detail: 'must be a workspace of the organization' }],
          });
        }
        const id = newId();
        const secret = newWebhookSecret();
        const row = await webhooksRepository(tx).insert({
          id,
          organizationId,
          workspaceId,
          url,
          events,
          secret: await sealSecret(masterKeys, { organizationId, id }, secret),
          createdBy: actor.id,
        });
        const body = webhookResource(row);
        await audit({
          action: 'webhook.created',
          target: { type: 'webhook', id, name: null },
          workspaceId,
          after: body,
        });
        return {
          status: 201,
          headers: { etag: etagOf(row), location: `/v1/organizations/${organizationId}/webhooks/${id}` },
          body: { ...body, secret },
          replayBody: { ...body, secret: null },
          enforcement: 'needless',
        };
      }),
  );
}
