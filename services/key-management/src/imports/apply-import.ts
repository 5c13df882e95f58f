import { sql } from 'drizzle-orm';
import type { Database, Transaction } from '../database/connect.ts';
import { keysTable } from '../keys/keys-table.ts';
import type { Tenant } from '../principals/principal.ts';
import type { ImportMode } from './import-mode.ts';
import { stage, stageHashes, stageMatches } from './import-stage.ts';
import { isApplied, liveKeysOf } from './plan-import.ts';

export interface Application {
  readonly importId: string;
  readonly mode: ImportMode;
  readonly tenant: Tenant;
  readonly at: Date;
  readonly by: string;
}

/** Revokes what the rows replace, by the matches found last, and inserts them, in one statement each. */
export async function applyRows(tx: Transaction, application: Application): Promise<void> {
  const { importId, mode, tenant, by } = application;
  const at = application.at.toISOString();
  const ending =
    mode === 'replace-all'
      ? liveKeysOf(tenant)
      : sql`${liveKeysOf(tenant)} and ${keysTable.rowId} in (select "rowId" from ${stageMatches})`;
  if (mode === 'overwrite' || mode === 'replace-all') {
    await tx.execute(sql`
      update ${keysTable} set revoked_at = ${at}, revoked_by = ${by}, version = version + 1,
        revoke_reason = ${mode === 'replace-all' ? 'replaced by an import' : 'overwritten by an import'},
        revoked_by_import = ${importId}
      where ${ending}`);
  }
  await tx.execute(sql`
    insert into ${keysTable} (id, kind, organization_id, workspace_id, name, name_key, display, hash, lookup,
      permissions, flows, allowed_ips, limits, metadata, tags, enabled, created_at, created_by, updated_at, expires_at,
      origin, external_id, import_id)
    select staged.id, 'api', ${tenant.organizationId}, ${tenant.workspaceId}, name, "nameKey", display,
      coalesce(staged.hash, made.hash), lookup, permissions, flows, "allowedIps", limits, metadata, tags, enabled,
      ${at}::timestamptz, ${by}, ${at}::timestamptz, "expiresAt", origin, "externalId", ${importId}
    from ${stage} staged left join ${stageHashes} made on made.row = staged.row
    where ${isApplied(mode)} order by staged.row`);
}

const MANY_ROWS = 1000;

/**
 * Has Postgres look at the table of keys where an import may have added many. Left to itself it does so up to a minute
 * later, and until then keeps plans for the few keys that there were before: introspection may go through all of them
 * each time. Nobody waits for it, and where Postgres is looking already nothing happens.
 */
export function refreshStatistics(db: Database, rows: number): void {
  if (rows < MANY_ROWS) return;
  db.execute(sql`analyze (skip_locked) ${keysTable}`).catch(() => undefined);
}
