import type { FieldError } from '@keyward/auth';
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

/** The rows whose names exist where none may: with the name, for the refusal that lists them all. */
export async function collisions(
  db: Queryable,
  mode: ImportMode,
): Promise<{ row: number; nameAt: string; name: string }[]> {
  if (mode !== 'error-if-exists') return [];
  const result = await db.execute<{ row: number; nameAt: string; name: string }>(
    sql`select row, "nameAt", name from ${stage} staged join ${stageMatches} using (row) order by row`,
  );
  return result.rows;
}

/** The rows that are to be applied, although a key that stays live has their token or their id. */
export async function conflicts(
  db: Queryable,
  mode: ImportMode,
  tenant: Tenant,
): Promise<{ row: number; errors: FieldError[] }[]> {
  const ends = {
    'add-new': sql`false`,
    overwrite: sql`exists (select from ${stageMatches} other where other."rowId" = ${keysTable.rowId})`,
    'replace-all': sql`(${liveKeysOf(tenant)})`,
    // Their names are what such a file is refused for.
    'error-if-exists': sql`exists (select from ${stageMatches} own where own.row = staged.row and own."rowId" = ${keysTable.rowId})`,
  }[mode];
  const here = sql`(${keysOf(tenant)})`;
  const result = await db.execute<{ row: number; tokenAt: string; here: boolean }>(sql`
    select distinct on (row) row, "tokenAt", here from (
      select staged.row, staged."tokenAt", ${here} as here from ${stage} staged
        join ${keysTable} on ${keysTable.id} = staged.id and ${keysTable.revokedAt} is null
        where ${isApplied(mode)} and not staged."newId" and not ${ends}
      union all
      select staged.row, staged."tokenAt", ${here} from ${stage} staged
        cross join lateral unnest(coalesce(staged.lookups, array[staged.lookup])) digest
        join ${keysTable} on ${keysTable.lookup} = digest and ${keysTable.revokedAt} is null
        where ${isApplied(mode)} and not ${ends}
    ) found order by row, here desc`);
  return result.rows.map(({ row, tokenAt, here }) => ({
    row,
    errors: [
      {
        pointer: tokenAt,
        detail: here ? 'is the token of another live key here' : 'is the token of a live key elsewhere',
      },
    ],
  }));
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
