import type { FieldError } from '@keyward/auth';
import { type SQL, sql } from 'drizzle-orm';
import type { Queryable } from '../database/connect.ts';
import { keysTable } from '../keys/keys-table.ts';
import type { ImportMode } from './import-mode.ts';
import { analyzeStage, stage, stageHashes } from './import-stage.ts';

/** How many rows each action has, and how many live keys `replace-all` revokes. */
export interface ImportCounts {
  readonly added: number;
  readonly overwritten: number;
  readonly skipped: number;
  readonly revoked: number;
}

/** The live API keys of a workspace. */
export function liveKeysOf(workspaceId: string): SQL {
  return sql`${keysTable.kind} = 'api' and ${keysTable.ownerId} = ${workspaceId} and ${keysTable.revokedAt} is null`;
}

/** Decides for every row what becomes of it, by the names that live keys have at this moment. */
export async function planRows(db: Queryable, mode: ImportMode, workspaceId: string): Promise<void> {
  await db.execute(sql`update ${stage} set action = 'added', replaced = null where action <> 'added'`);
  if (mode !== 'replace-all') {
    const action = mode === 'add-new' ? 'skipped' : mode === 'overwrite' ? 'overwritten' : 'refused';
    await db.execute(sql`
      update ${stage} staged set action = ${action}, replaced = ${keysTable.rowId}
      from ${keysTable} where ${liveKeysOf(workspaceId)} and ${keysTable.nameKey} = staged."nameKey"`);
  }
  await analyzeStage(db);
}

export async function countRows(db: Queryable, mode: ImportMode, workspaceId: string): Promise<ImportCounts> {
  const live =
    mode === 'replace-all' ? sql`(select count(*) from ${keysTable} where ${liveKeysOf(workspaceId)})` : sql`0`;
  const result = await db.execute<Record<keyof ImportCounts, string>>(sql`
    select count(*) filter (where action = 'added') as added, count(*) filter (where action = 'overwritten') as overwritten,
      count(*) filter (where action = 'skipped') as skipped, ${live} as revoked
    from ${stage}`);
  const [row] = result.rows;
  return {
    added: Number(row?.added),
    overwritten: Number(row?.overwritten),
    skipped: Number(row?.skipped),
    revoked: Number(row?.revoked),
  };
}

/** The rows whose names exist where none may: with the name, for the refusal that lists them all. */
export async function collisions(db: Queryable): Promise<{ row: number; nameAt: string; name: string }[]> {
  const result = await db.execute<{ row: number; nameAt: string; name: string }>(
    sql`select row, "nameAt", name from ${stage} where action = 'refused' order by row`,
  );
  return result.rows;
}

/** The rows that are to be applied, although a key that stays live has their token or their id. */
export async function conflicts(
  db: Queryable,
  mode: ImportMode,
  workspaceId: string,
): Promise<{ row: number; errors: FieldError[] }[]> {
  const ends =
    mode === 'replace-all'
      ? sql`(${liveKeysOf(workspaceId)})`
      : sql`exists (select from ${stage} other where other.action = 'overwritten' and other.replaced = ${keysTable.rowId})`;
  const here = sql`(${keysTable.kind} = 'api' and ${keysTable.ownerId} = ${workspaceId})`;
  const result = await db.execute<{ row: number; tokenAt: string; here: boolean }>(sql`
    select distinct on (row) row, "tokenAt", here from (
      select staged.row, staged."tokenAt", ${here} as here from ${stage} staged
        join ${keysTable} on ${keysTable.id} = staged.id and ${keysTable.revokedAt} is null
        where staged.action <> 'skipped' and not staged."newId" and not ${ends}
      union all
      select staged.row, staged."tokenAt", ${here} from ${stage} staged
        cross join lateral unnest(coalesce(staged.lookups, array[staged.lookup])) digest
        join ${keysTable} on ${keysTable.lookup} = digest and ${keysTable.revokedAt} is null
        where staged.action <> 'skipped' and not ${ends}
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

const unhashed = sql`from ${stage} staged left join ${stageHashes} made on made.row = staged.row
  where staged.action <> 'skipped' and staged.hash is null and made.row is null`;

/** The rows that are to be applied and still need a hash of their token. */
export async function unhashedRows(db: Queryable): Promise<number[]> {
  const result = await db.execute<{ row: number }>(sql`select staged.row ${unhashed} order by staged.row`);
  return result.rows.map(({ row }) => row);
}

/** Whether there are such rows. */
export async function needsHashes(db: Queryable): Promise<boolean> {
  const result = await db.execute<{ needed: boolean }>(sql`select exists (select ${unhashed}) as needed`);
  return result.rows[0]?.needed === true;
}
