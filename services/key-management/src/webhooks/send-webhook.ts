import { createGuardedConnector, ForbiddenAddressError, type UpstreamAddressPolicy } from '@keyward/auth';
import { Webhook } from 'standardwebhooks';
import { Agent, request } from 'undici';

/** One message to one receiver. */
export interface WebhookMessage {
  readonly url: string;
  readonly secret: string;
  readonly id: string;
  readonly body: string;
}

/** How it went: the status of the answer where one came, and what was wrong in words of ours. */
export interface WebhookOutcome {
  readonly ok: boolean;
  readonly status: number | null;
  readonly error: string | null;
}

export type SendWebhook = (message: WebhookMessage) => Promise<WebhookOutcome>;

export interface WebhookSender {
  readonly send: SendWebhook;
  close(): Promise<void>;
}

const CONNECT_MS = 5_000;
const WHOLE_MS = 10_000;

/**
 * Posts messages as Standard Webhooks has it: `webhook-id`, `webhook-timestamp`, `webhook-signature`. Addresses are
 * judged by the policy for upstreams when they are dialled; redirects are not followed; nothing of an answer but its
 * status is looked at. Success is any 2xx within ten seconds.
 */
export function createWebhookSender(policy: UpstreamAddressPolicy): WebhookSender {
  const agent = new Agent({ connect: createGuardedConnector(policy, CONNECT_MS), connections: 4, pipelining: 0 });
  return {
    async send({ url, secret, id, body }) {
      const now = new Date();
      const headers = {
        'content-type': 'application/json',
        'user-agent': 'Keyward-Webhooks',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
        'webhook-signature': new Webhook(secret).sign(id, now, body),
      };
      const signal = AbortSignal.timeout(WHOLE_MS);
      try {
        const answer = await request(url, { method: 'POST', headers, body, signal, dispatcher: agent });
        answer.body.on('error', () => undefined).destroy();
        const ok = answer.statusCode >= 200 && answer.statusCode < 300;
        return { ok, status: answer.statusCode, error: ok ? null : `the answer was ${answer.statusCode}` };
      } catch (error) {
        return { ok: false, status: null, error: reasonOf(error) };
      }
    },
    close: () => agent.destroy(),
  };
}

/** Never the error's own text: it may quote addresses that the receiver's owner has no business to learn. */
function reasonOf(error: unknown): string {
  if (error instanceof ForbiddenAddressError) return 'the address is not allowed';
  if (error instanceof Error && error.name === 'TimeoutError') return 'no answer within 10 seconds';
  return 'the receiver could not be reached';
}
