import { and, eq } from 'drizzle-orm';
import { decodeProtectedHeader } from 'jose';
import type { Queryable } from '../database/connect.ts';
import type { MasterKeyRing } from '../master-keys/ring.ts';
import { openSecret, sealSecret } from './webhook-secret.ts';
import { webhooksTable as table } from './webhooks-tables.ts';

/**
 * Encrypts the secrets of all webhooks anew under the current master key, while the service runs. Returns how many were
 * rewrapped, and how many of those that nobody can decrypt need which master key.
 */
export async function rewrapSecrets(
  db: Queryable,
  ring: MasterKeyRing,
): Promise<{ rewrapped: number; unreadable: ReadonlyMap<string, number> }> {
  const current = ring.current('credential').kid;
  const { id, organizationId, secret } = table;
  const unreadable = new Map<string, number>();
  let rewrapped = 0;
  for (const row of await db.select({ id, organizationId, secret }).from(table)) {
    const { kid = '' } = decodeProtectedHeader(row.secret);
    if (kid === current) continue;
    const opened = await openSecret(ring, row, row.secret);
    if (opened === undefined) {
      unreadable.set(kid, (unreadable.get(kid) ?? 0) + 1);
      continue;
    }
    const sealed = await sealSecret(ring, row, opened);
    await db
      .update(table)
      .set({ secret: sealed })
      .where(and(eq(table.id, row.id), eq(table.secret, row.secret)));
    rewrapped++;
  }
  return { rewrapped, unreadable };
}
