import { sql } from 'drizzle-orm';
import type { Queryable } from '../database/connect.ts';
import { keysTable } from '../keys/keys-table.ts';
import type { Tenant } from '../principals/principal.ts';
import type { ImportMode } from './import-mode.ts';
import { stage, stageConflicts, stageMatches } from './import-stage.ts';
import { jsonPages, pageOf } from './json-pages.ts';
import { isApplied, keysOf, liveKeysOf } from './plan-import.ts';

/** Finds the rows that are to be applied, although a key that stays live has their token or their id. How many those are. */
export async function findConflicts(db: Queryable, mode: ImportMode, tenant: Tenant): Promise<number> {
  const ends = {
    'add-new': sql`false`,
    overwrite: sql`exists (select from ${stageMatches} other where other."rowId" = ${keysTable.rowId})`,
    'replace-all': sql`(${liveKeysOf(tenant)})`,
    // Their names are what such a file is refused for.
    'error-if-exists': sql`exists (select from ${stageMatches} own where own.row = staged.row and own."rowId" = ${keysTable.rowId})`,
  }[mode];
  const here = sql`(${keysOf(tenant)})`;
  await db.execute(sql`truncate ${stageConflicts}`);
  const result = await db.execute(sql`
    insert into ${stageConflicts}
    select distinct on (row) row, "tokenAt",
      case when here then 'is the token of another live key here' else 'is the token of a live key elsewhere' end
    from (
      select staged.row, staged."tokenAt", ${here} as here from ${stage} staged
        join ${keysTable} on ${keysTable.id} = staged.id and ${keysTable.revokedAt} is null
        where ${isApplied(mode)} and not staged."newId" and not ${ends}
      union all
      select staged.row, staged."tokenAt", ${here} from ${stage} staged
        cross join lateral unnest(coalesce(staged.lookups, array[staged.lookup])) digest
        join ${keysTable} on ${keysTable.lookup} = digest and ${keysTable.revokedAt} is null
        where ${isApplied(mode)} and not ${ends}
    ) found order by row, here desc`);
  return result.rowCount ?? 0;
}

const PAGE = 1000;

/** The conflicts that were found last as JSON arrays of RowError, a page at a time. */
export async function* conflictErrors(db: Queryable): AsyncGenerator<string> {
  const pages = jsonPages((after) =>
    pageOf(
      db,
      sql`
        select row as position, conflict as key from ${stageConflicts} conflict
        where row > ${after} order by row limit ${PAGE}`,
    ),
  );
  for await (const json of pages) yield `[${json}]`;
}
