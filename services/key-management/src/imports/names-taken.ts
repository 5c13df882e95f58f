import { type SQL, sql } from 'drizzle-orm';
import type { Queryable } from '../database/connect.ts';
import { problems } from '../http/problems.ts';
import { ImportRefused } from './import-refused.ts';
import { stage, stageMatches } from './import-stage.ts';
import { jsonArray, jsonPages, pageOf } from './json-pages.ts';

/** The refusal of a file for its names, by the matches found last: it lists each of these rows, and each name. */
export async function namesTaken(db: Queryable, rowsAt: string, count: number): Promise<ImportRefused> {
  const names = count === 1 ? 'a live key has a name' : `live keys have ${count} names`;
  const lists: string[] = [];
  for await (const piece of listsOf(db, rowsAt)) lists.push(piece);
  return new ImportRefused(problems.importNamesTaken, `Nothing was imported: ${names} of the file.`, lists);
}

async function* listsOf(db: Queryable, rowsAt: string): AsyncGenerator<string> {
  const pointer = sql`concat(${rowsAt}::text, '/', staged.row, "nameAt")`;
  yield '"errors":';
  yield* rowsAs(db, sql`json_build_object('pointer', ${pointer}, 'detail', 'is the name of a live key')`);
  yield ',"names":';
  yield* rowsAs(db, sql`name`);
}

const PAGE = 1000;

/** What is to be shown of each of the rows, in the order of the file. */
function rowsAs(db: Queryable, shown: SQL): AsyncGenerator<string> {
  const pages = jsonPages((after) =>
    pageOf(
      db,
      sql`
        select staged.row as position, ${shown} as key
        from ${stage} staged join ${stageMatches} met on met.row = staged.row and met.row > ${after}
        where staged.row > ${after} order by staged.row limit ${PAGE}`,
    ),
  );
  return jsonArray(pages);
}
