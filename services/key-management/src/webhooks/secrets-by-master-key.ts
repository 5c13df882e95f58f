import { decodeProtectedHeader } from 'jose';
import type { Queryable } from '../database/connect.ts';
import { webhooksTable } from './webhooks-tables.ts';

/** How many webhooks have their secrets encrypted under which master key. */
export async function secretsByMasterKey(db: Queryable): Promise<ReadonlyMap<string, number>> {
  const secrets = new Map<string, number>();
  for (const { secret } of await db.select({ secret: webhooksTable.secret }).from(webhooksTable)) {
    const { kid = '' } = decodeProtectedHeader(secret);
    secrets.set(kid, (secrets.get(kid) ?? 0) + 1);
  }
  return secrets;
}
