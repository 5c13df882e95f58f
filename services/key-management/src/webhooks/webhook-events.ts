/** What a webhook can be told of. Most are acts of the audit trail under the same names. */
export const WEBHOOK_EVENTS = [
  'api-key.created',
  'api-key.updated',
  'api-key.rotated',
  'api-key.revoked',
  'api-key.expiring',
  'gateway-key.created',
  'gateway-key.updated',
  'gateway-key.rotated',
  'gateway-key.revoked',
  'gateway-key.expiring',
  'finding.opened',
] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** The event of a test delivery, which nobody subscribes to. */
export const TEST_EVENT = 'webhook.test';

export function isWebhookEvent(text: string): text is WebhookEvent {
  return WEBHOOK_EVENTS.some((event) => event === text);
}
