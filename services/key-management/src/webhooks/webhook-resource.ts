import { type Static, Type } from 'typebox';
import { nullable } from '../http/nullable.ts';
import { WEBHOOK_EVENTS } from './webhook-events.ts';
import { DELIVERY_STATUSES, type WebhookDeliveryRow, type WebhookRow } from './webhooks-tables.ts';

const Moment = Type.String({ format: 'date-time' });

export const Url = Type.String({
  maxLength: 2048,
  description: 'Where events are posted to: http or https, without a query. The same addresses as for upstreams.',
  examples: ['https://hooks.example.com/keyward'],
});
export const Events = Type.Array(Type.Enum([...WEBHOOK_EVENTS], { type: 'string' }), {
  minItems: 1,
  uniqueItems: true,
  examples: [['api-key.revoked', 'finding.opened']],
});

const members = {
  id: Type.String(),
  organizationId: Type.String(),
  workspaceId: nullable(Type.String(), 'The only workspace whose events are told; null: the whole organization.'),
  url: Url,
  events: Events,
  enabled: Type.Boolean(),
  createdAt: Moment,
  createdBy: Type.String({ description: 'The id of the principal that created it.' }),
  updatedAt: Moment,
};

const EXAMPLE = {
  id: 'H1a2b3c4d5e6f7g8',
  organizationId: 'Q4b9ZpL0aBcDeFgH',
  workspaceId: null,
  url: 'https://hooks.example.com/keyward',
  events: ['api-key.revoked', 'finding.opened'],
  enabled: true,
  createdAt: '2026-01-05T09:30:00.000Z',
  createdBy: '3kTq9ZpL0aBcDeFg',
  updatedAt: '2026-01-05T09:30:00.000Z',
};

export const WebhookResource = Type.Object(members, { title: 'Webhook', examples: [EXAMPLE] });

export const CreatedWebhook = Type.Object(
  {
    ...members,
    secret: nullable(
      Type.String(),
      'What messages are signed with, shown this once. Null where an Idempotency-Key repeats the request.',
    ),
  },
  { description: 'The webhook, with its secret.', examples: [{ ...EXAMPLE, secret: 'whsec_<base64>' }] },
);

export function webhookResource(row: WebhookRow): Static<typeof WebhookResource> {
  return {
    id: row.id,
    organizationId: row.organizationId,
    workspaceId: row.workspaceId,
    url: row.url,
    events: WEBHOOK_EVENTS.filter((event) => row.events.includes(event)),
    enabled: row.enabled,
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdBy,
    updatedAt: row.updatedAt.toISOString(),
  };
}

export const WebhookDelivery = Type.Object(
  {
    id: Type.String({ description: 'The `webhook-id` of the message.' }),
    event: Type.String(),
    status: Type.Enum([...DELIVERY_STATUSES], { type: 'string' }),
    createdAt: Moment,
    attempts: Type.Integer({ minimum: 0 }),
    nextAttemptAt: nullable(Moment, 'Null when it is delivered or given up.'),
    lastAttemptAt: nullable(Moment),
    lastStatus: nullable(Type.Integer(), 'The status of the last answer; null where none came.'),
    lastError: nullable(Type.String()),
  },
  {
    title: 'WebhookDelivery',
    examples: [
      {
        id: 'msg_1f0c3a529d1c4a0b8f432b1d9c1c7a11',
        event: 'api-key.revoked',
        status: 'delivered',
        createdAt: '2026-03-01T12:00:00.000Z',
        attempts: 1,
        nextAttemptAt: null,
        lastAttemptAt: '2026-03-01T12:00:01.000Z',
        lastStatus: 204,
        lastError: null,
      },
    ],
  },
);

export function deliveryResource(row: WebhookDeliveryRow): Static<typeof WebhookDelivery> {
  return {
    id: row.id,
    event: row.event,
    status: row.status,
    createdAt: row.createdAt.toISOString(),
    attempts: row.attempts,
    nextAttemptAt: row.status === 'pending' ? row.dueAt.toISOString() : null,
    lastAttemptAt: row.lastAttemptAt?.toISOString() ?? null,
    lastStatus: row.lastStatus,
    lastError: row.lastError,
  };
}
