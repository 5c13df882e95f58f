import { and, eq, isNull } from 'drizzle-orm';
import type { Queryable } from '../database/connect.ts';
import type { MasterKeyRing } from '../master-keys/ring.ts';
import { lookupDigests } from '../secrets/lookup-digest.ts';
import { keysTable } from './keys-table.ts';
import type { PresentedRow } from './presented-keys.ts';

/**
 * Lets a foreign token be found under the current master key, where it was found under an older one: only its holder
 * can bring what the digest is made of. Nothing that anybody is answered changes, so neither the feed nor the row's
 * version does.
 */
export async function renewLookup(
  db: Queryable,
  ring: MasterKeyRing,
  { id, lookup }: PresentedRow,
  token: string,
): Promise<void> {
  const current = ring.current('lookup');
  if (lookup === null || lookup.startsWith(`${current.kid}.`)) return;
  const [digest] = lookupDigests([current], token);
  await db
    .update(keysTable)
    .set({ lookup: digest })
    .where(and(eq(keysTable.id, id), eq(keysTable.lookup, lookup), isNull(keysTable.revokedAt)));
}
