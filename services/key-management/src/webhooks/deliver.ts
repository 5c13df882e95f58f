import { sql } from 'drizzle-orm';
import type { Database } from '../database/connect.ts';
import type { MasterKeyRing } from '../master-keys/ring.ts';
import { retryDelayMs } from './retry-delay.ts';
import type { SendWebhook } from './send-webhook.ts';
import { openSecret } from './webhook-secret.ts';
import { webhookDeliveriesTable, webhooksTable } from './webhooks-tables.ts';

/** Told of each attempt: it went well, it failed and comes again, or it was the last one. */
export type DeliveryObserver = (result: 'delivered' | 'retried' | 'failed') => void;

/** Longer than any attempt takes: a replica that dies in the middle of one leaves it to the others after this. */
const CLAIMED_FOR_S = 60;
const AT_ONCE = 10;

/**
 * Sends what is due, ten at a time, and returns how many those were. Claims are taken with `skip locked`, so that any
 * replica may do this at the same time. A receiver may get a message twice, where a replica dies before it wrote that it
 * was sent; it has the same `webhook-id` then.
 */
export async function deliverDue(
  db: Database,
  ring: MasterKeyRing,
  send: SendWebhook,
  observe: DeliveryObserver = () => undefined,
): Promise<number> {
  const { rows } = await db.execute<ClaimedRow>(sql`
    with due as (
      select position from ${webhookDeliveriesTable} where status = 'pending' and due_at <= clock_timestamp()
      order by due_at limit ${AT_ONCE} for update skip locked
    )
    update ${webhookDeliveriesTable} as delivery
    set due_at = clock_timestamp() + make_interval(secs => ${CLAIMED_FOR_S}), attempts = attempts + 1
    from due, ${webhooksTable} as webhook
    where delivery.position = due.position and webhook.id = delivery.webhook_id
    returning delivery.position, delivery.id, delivery.payload, delivery.attempts, webhook.id as webhook_id,
      webhook.organization_id, webhook.url, webhook.secret`);
  await Promise.all(rows.map(async (row) => observe(await deliver(db, ring, send, row))));
  return rows.length;
}

async function deliver(db: Database, ring: MasterKeyRing, send: SendWebhook, row: ClaimedRow) {
  const secret = await openSecret(ring, { organizationId: row.organization_id, id: row.webhook_id }, row.secret);
  const outcome =
    secret === undefined
      ? { ok: false, status: null, error: 'the secret can not be decrypted: its master key is missing' }
      : await send({ url: row.url, secret, id: row.id, body: JSON.stringify(row.payload) });
  const delayMs = outcome.ok ? undefined : retryDelayMs(row.attempts);
  const status = outcome.ok ? 'delivered' : delayMs === undefined ? 'failed' : 'pending';
  await db.execute(sql`
    update ${webhookDeliveriesTable}
    set status = ${status}, last_attempt_at = clock_timestamp(), last_status = ${outcome.status},
      last_error = ${outcome.error}, due_at = clock_timestamp() + make_interval(secs => ${(delayMs ?? 0) / 1000})
    where position = ${row.position}`);
  return status === 'pending' ? 'retried' : status;
}

interface ClaimedRow extends Record<string, unknown> {
  position: string;
  id: string;
  payload: Record<string, unknown>;
  attempts: number;
  webhook_id: string;
  organization_id: string;
  url: string;
  secret: string;
}
