import { sql } from 'drizzle-orm';
import type { Queryable, Transaction } from '../database/connect.ts';
import { keysTable } from '../keys/keys-table.ts';
import type { Tenant } from '../principals/principal.ts';
import { keysOf, liveKeysOf } from './plan-import.ts';

/** The import that is taken back, and where. */
export interface Undoing {
  readonly importId: string;
  readonly tenant: Tenant;
}

/** A key that a later change concerns, so that the import can't be taken back as if nothing had happened since. */
export interface KeyInTheWay extends Record<string, unknown> {
  readonly id: string;
  readonly name: string;
  readonly reason: string;
}

const MAX_NAMED = 1000;

/** Holds every key that the import brought or revoked, so that none of them changes until the transaction ends. */
export async function lockKeys(tx: Transaction, { importId }: Undoing): Promise<void> {
  await tx.execute(sql`
    select count(*) from (
      select from ${keysTable} where import_id = ${importId} or revoked_by_import = ${importId} for update
    ) held`);
}

/**
 * The keys in the way: brought by the import and edited, rotated or replaced since; or revoked since, where the key that
 * they had replaced would come back; or with a name, an id or a token that such a key would need.
 */
export async function keysInTheWay(db: Queryable, { importId, tenant }: Undoing): Promise<KeyInTheWay[]> {
  const result = await db.execute<KeyInTheWay>(sql`
    with restored as materialized (select * from ${keysTable} where revoked_by_import = ${importId})
    select id, name, case when revoked_at is null then 'was changed since' else 'was replaced since' end as reason
      from ${keysTable}
      where import_id = ${importId} and (
        (revoked_at is null and version > 1) or revoked_by_import is not null or replaced_by is not null)
    union all
    select brought.id, brought.name, 'was revoked since, and a key that it had replaced would come back'
      from ${keysTable} brought
      where brought.import_id = ${importId} and brought.revoked_at is not null and brought.revoked_by_import is null
        and brought.replaced_by is null and (
          exists (select from restored where restored.name_key = brought.name_key)
          or exists (select from restored where restored.id = brought.id)
          or exists (select from restored where restored.lookup = brought.lookup))
    union all
    select live.id, live.name, 'has the name of a key that would come back'
      from restored join ${keysTable} live on live.kind = 'api' and live.owner_id = ${tenant.workspaceId ?? tenant.organizationId}
        and live.name_key = restored.name_key
      where live.revoked_at is null and live.import_id is distinct from ${importId}
    union all
    select restored.id, restored.name, 'its token is in use by another live key'
      from restored join ${keysTable} live on live.id = restored.id
      where live.revoked_at is null and live.import_id is distinct from ${importId}
    union all
    select restored.id, restored.name, 'its token is in use by another live key'
      from restored join ${keysTable} live on live.lookup = restored.lookup
      where live.revoked_at is null and live.import_id is distinct from ${importId}
    limit ${MAX_NAMED}`);
  return result.rows;
}

/** Revokes what the import brought. How many keys those are. */
export async function revokeBrought(
  tx: Transaction,
  { importId, tenant }: Undoing,
  { at, by }: { readonly at: Date; readonly by: string },
): Promise<number> {
  const result = await tx.execute(sql`
    update ${keysTable} set revoked_at = ${at.toISOString()}, updated_at = ${at.toISOString()}, revoked_by = ${by},
      revoke_reason = 'import taken back', version = version + 1
    where ${liveKeysOf(tenant)} and ${keysTable.importId} = ${importId}`);
  return result.rowCount ?? 0;
}

/** Lets what the import revoked live again, as it was before, down to its ETag. How many keys those are. */
export async function restoreRevoked(tx: Transaction, { importId, tenant }: Undoing): Promise<number> {
  const result = await tx.execute(sql`
    update ${keysTable} set revoked_at = null, revoked_by = null, revoke_reason = null, revoked_by_import = null,
      version = version - 1
    where ${keysOf(tenant)} and ${keysTable.revokedByImport} = ${importId}`);
  return result.rowCount ?? 0;
}
