import { sql } from 'drizzle-orm';
import type { Enforcement } from '../changes/enforcement.ts';
import type { Queryable } from '../database/connect.ts';
import { keysTable } from '../keys/keys-table.ts';
import type { Tenant } from '../principals/principal.ts';
import type { ImportMode } from './import-mode.ts';
import { stage, stageMatches } from './import-stage.ts';
import { jsonArray, jsonPages, type Page, pageOf } from './json-pages.ts';
import { type ImportCounts, liveKeysOf } from './plan-import.ts';
import type { ImportFile } from './read-import-file.ts';

/** What became of a row of the file, or (row null) of a key that `replace-all` revoked. */
export interface ImportedKey {
  readonly row: number | null;
  readonly name: string;
  readonly action: 'added' | 'overwritten' | 'skipped' | 'revoked';
  readonly id: string | null;
  readonly display: string | null;
  readonly token?: string | null;
  readonly notes: readonly string[];
}

/** What the list of an answer is made from. */
export interface AnsweredImport {
  readonly importId: string | null;
  readonly mode: ImportMode;
  readonly tenant: Tenant;
  readonly file: ImportFile;
  readonly dryRun: boolean;
}

const PAGE = 400;
/** So many rows of an answer are kept for repeats. */
const MOST_KEPT = 1000;

/** Every row of the answer as JSON, separated by commas, a page at a time. */
async function* importedKeys(db: Queryable, answered: AnsweredImport): AsyncGenerator<string> {
  yield* jsonPages((after) => filePage(db, answered, after));
  if (answered.mode === 'replace-all') yield* jsonPages((after) => revokedPage(db, answered, after));
}

/** The rows as a repeat of the request gets them, without tokens; null where they are too many to be kept. */
export async function storableRows(
  db: Queryable,
  answered: AnsweredImport,
  { added, overwritten, skipped, revoked }: ImportCounts,
): Promise<ImportedKey[] | null> {
  if (added + overwritten + skipped + revoked > MOST_KEPT) return null;
  const rows: ImportedKey[] = [];
  for await (const json of importedKeys(db, answered)) {
    rows.push(...parsed(json).map((key) => ('token' in key ? { ...key, token: null } : key)));
  }
  return rows;
}

/** The answer as JSON, in pieces that are small enough for the event loop. */
export async function* answerText(
  db: Queryable,
  answered: AnsweredImport,
  counts: ImportCounts,
  enforcement: Enforcement | null | undefined,
): AsyncGenerator<string> {
  const { importId, mode, dryRun } = answered;
  yield `${JSON.stringify({ importId, mode, dryRun, ...counts }).slice(0, -1)},"keys":`;
  yield* jsonArray(importedKeys(db, answered));
  yield enforcement === undefined ? '}' : `,"enforcement":${JSON.stringify(enforcement)}}`;
}

async function filePage(db: Queryable, answered: AnsweredImport, after: number): Promise<Page | undefined> {
  const { mode, dryRun, file } = answered;
  const skipped = mode === 'add-new' ? sql`met.row is not null` : sql`false`;
  // What a dry run made up is gone with it.
  const madeUp = dryRun ? sql`staged."newId"` : sql`false`;
  const page = await pageOf(
    db,
    sql`
      select staged.row as position, (select found from (select staged.row, staged.name,
        case when met.row is null then 'added' when ${skipped} then 'skipped' else 'overwritten' end as action,
        case when ${skipped} then met.id when not ${madeUp} then staged.id end as id,
        case when ${skipped} then met.display when not ${madeUp} or origin <> 'minted' then staged.display end as display,
        case when ${skipped} then '[]' else staged.notes end as notes) found) as key
      from ${stage} staged left join ${stageMatches} met on met.row = staged.row and met.row > ${after}
      where staged.row > ${after} order by staged.row limit ${PAGE}`,
  );
  if (page === undefined || dryRun || !file.summary.minted) return page;
  return { ...page, json: await withTokens(page.json, file) };
}

/** The tokens that were minted for rows, which are shown this once. */
async function withTokens(json: string, file: ImportFile): Promise<string> {
  const keys = parsed(json);
  const rows = keys.flatMap(({ row, action }) => (row === null || action === 'skipped' ? [] : [row]));
  const minted = (await file.secretsOf(rows)).filter((secret) => secret.minted);
  const tokens = new Map<number | null, string>(minted.map(({ row, token }) => [row, token]));
  return keys
    .map((key) => {
      const token = tokens.get(key.row);
      return JSON.stringify(token === undefined ? key : { ...key, token });
    })
    .join(',');
}

/** The keys that `replace-all` revoked, or would revoke. */
async function revokedPage(db: Queryable, { importId, tenant }: AnsweredImport, after: number) {
  const which = importId === null ? liveKeysOf(tenant) : sql`${keysTable.revokedByImport} = ${importId}`;
  return await pageOf(
    db,
    sql`
      select ${keysTable.rowId} as position, (select found from (
          select null as row, name, 'revoked' as action, id, display, '[]'::jsonb as notes) found) as key
      from ${keysTable} where ${which} and ${keysTable.rowId} > ${after} order by ${keysTable.rowId} limit ${PAGE}`,
  );
}

function parsed(json: string): ImportedKey[] {
  return JSON.parse(`[${json}]`);
}
