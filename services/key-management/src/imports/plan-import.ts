import { type SQL, sql } from 'drizzle-orm';
import type { Queryable } from '../database/connect.ts';
import { keysTable } from '../keys/keys-table.ts';
import type { Tenant } from '../principals/principal.ts';
import type { ImportMode } from './import-mode.ts';
import { stage, stageHashes, stageMatches } from './import-stage.ts';

/** How many rows each action has, and how many live keys `replace-all` revokes. */
export interface ImportCounts {
  readonly added: number;
  readonly overwritten: number;
  readonly skipped: number;
  readonly revoked: number;
}

/** The API keys of a workspace, or those of an organization that belong to none: a list in which names are unique. */
export function keysOf({ organizationId, workspaceId }: Tenant): SQL {
  return sql`${keysTable.kind} = 'api' and ${keysTable.ownerId} = ${workspaceId ?? organizationId}`;
}

/** Those of them that are not revoked. */
export function liveKeysOf(tenant: Tenant): SQL {
  return sql`${keysOf(tenant)} and ${keysTable.revokedAt} is null`;
}

/** Finds the live keys that have names of the file, at this moment. `replace-all` asks for none: all of them end. */
export async function matchNames(db: Queryable, mode: ImportMode, tenant: Tenant): Promise<void> {
  await db.execute(sql`truncate ${stageMatches}`);
  if (mode === 'replace-all') return;
  await db.execute(sql`
    insert into ${stageMatches}
    select staged.row, ${keysTable.rowId}, ${keysTable.id}, ${keysTable.display}
    from ${stage} staged join ${keysTable} on ${keysTable.nameKey} = staged."nameKey" and ${liveKeysOf(tenant)}`);
}

/** Whether the row `staged` is to be applied, and not skipped. */
export function isApplied(mode: ImportMode): SQL {
  return mode === 'add-new' ? sql`not exists (select from ${stageMatches} met where met.row = staged.row)` : sql`true`;
}

export async function countRows(db: Queryable, mode: ImportMode, tenant: Tenant): Promise<ImportCounts> {
  const live = mode === 'replace-all' ? sql`(select count(*) from ${keysTable} where ${liveKeysOf(tenant)})` : sql`0`;
  const result = await db.execute<Record<'staged' | 'matched' | 'revoked', string>>(sql`
    select (select count(*) from ${stage}) as staged, (select count(*) from ${stageMatches}) as matched,
      ${live} as revoked`);
  const [row] = result.rows;
  const matched = Number(row?.matched);
  return {
    added: Number(row?.staged) - matched,
    overwritten: mode === 'overwrite' ? matched : 0,
    skipped: mode === 'add-new' ? matched : 0,
    revoked: Number(row?.revoked),
  };
}

/** How many rows have names that exist where none may. */
export async function countTaken(db: Queryable, mode: ImportMode): Promise<number> {
  if (mode !== 'error-if-exists') return 0;
  const result = await db.execute<{ count: string }>(sql`select count(*) from ${stageMatches}`);
  return Number(result.rows[0]?.count);
}

const unhashed = (mode: ImportMode) => sql`from ${stage} staged left join ${stageHashes} made on made.row = staged.row
  where ${isApplied(mode)} and staged.hash is null and made.row is null`;

/** The next rows that are to be applied and still need a hash of their token, in the order of the file. */
export async function unhashedRows(db: Queryable, mode: ImportMode, after: number, limit: number): Promise<number[]> {
  const result = await db.execute<{ row: number }>(
    sql`select staged.row ${unhashed(mode)} and staged.row > ${after} order by staged.row limit ${limit}`,
  );
  return result.rows.map(({ row }) => row);
}

/** How many such rows there are. */
export async function countUnhashed(db: Queryable, mode: ImportMode): Promise<number> {
  const result = await db.execute<{ count: string }>(sql`select count(*) ${unhashed(mode)}`);
  return Number(result.rows[0]?.count);
}
