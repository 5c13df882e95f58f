import { type SQL, sql } from 'drizzle-orm';
import { keysTable } from '../keys/keys-table.ts';

/**
 * For a `cross join`: the key that a gateway means by an id, as `key`. The live one, or else the one that was revoked
 * last; no row for an id that no client key has.
 */
export function reportedKey(keyId: SQL): SQL {
  return sql`lateral (
    select row_id, organization_id, workspace_id, last_used_at from ${keysTable}
    where id = ${keyId} and kind in ('api', 'gw')
    order by revoked_at is null desc, row_id desc limit 1) as key`;
}
