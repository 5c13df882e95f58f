import { sql } from 'drizzle-orm';
import type { Enforcement } from '../changes/enforcement.ts';
import type { Queryable } from '../database/connect.ts';
import { keysTable } from '../keys/keys-table.ts';
import type { Tenant } from '../principals/principal.ts';
import type { ImportMode } from './import-mode.ts';
import { stage, stageMatches } from './import-stage.ts';
import type { ImportCounts } from './plan-import.ts';
import { liveKeysOf } from './plan-import.ts';
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

/** Every row of the answer, read a page at a time. */
export async function* importedKeys(db: Queryable, answered: AnsweredImport): AsyncGenerator<readonly ImportedKey[]> {
  yield* pages(
    async (after) => await fileKeys(await stagedPage(db, after), answered),
    ({ row }) => row,
  );
  if (answered.mode === 'replace-all') {
    for await (const page of pages(
      (after) => revokedPage(db, answered, after),
      ({ rowId }) => rowId,
    )) {
      yield page.map(({ name, id, display }) => ({ row: null, name, action: 'revoked', id, display, notes: [] }));
    }
  }
}

/** The rows as a repeat of the request gets them, without tokens; null where they are too many to be kept. */
export async function storableRows(
  db: Queryable,
  answered: AnsweredImport,
  { added, overwritten, skipped, revoked }: ImportCounts,
): Promise<ImportedKey[] | null> {
  if (added + overwritten + skipped + revoked > MOST_KEPT) return null;
  const rows: ImportedKey[] = [];
  for await (const page of importedKeys(db, answered)) {
    rows.push(...page.map((key) => ('token' in key ? { ...key, token: null } : key)));
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
  yield `${JSON.stringify({ importId, mode, dryRun, ...counts }).slice(0, -1)},"keys":[`;
  let separator = '';
  for await (const page of importedKeys(db, answered)) {
    yield separator + page.map((key) => JSON.stringify(key)).join(',');
    separator = ',';
  }
  yield enforcement === undefined ? ']}' : `],"enforcement":${JSON.stringify(enforcement)}}`;
}

/** One page is read while the one before it is sent. */
async function* pages<Row>(
  read: (after: number) => Promise<Row[]>,
  position: (row: Row) => number | null,
): AsyncGenerator<Row[]> {
  let after = -1;
  let next = read(after);
  for (;;) {
    const page = await next;
    const last = page.at(-1);
    if (last === undefined) return;
    after = position(last) ?? after;
    next = read(after);
    next.catch(() => undefined);
    yield page;
  }
}

interface StagedKey extends Record<string, unknown> {
  readonly row: number;
  readonly name: string;
  readonly id: string;
  readonly display: string;
  readonly newId: boolean;
  readonly origin: string;
  readonly notes: string[];
  /** The live key that had the name. */
  readonly matchId: string | null;
  readonly matchDisplay: string | null;
}

async function stagedPage(db: Queryable, after: number): Promise<StagedKey[]> {
  const result = await db.execute<StagedKey>(sql`
    select staged.row, staged.name, staged.id, staged.display, staged."newId", staged.origin, staged.notes,
      met.id as "matchId", met.display as "matchDisplay"
    from ${stage} staged left join ${stageMatches} met on met.row = staged.row and met.row > ${after}
    where staged.row > ${after} order by staged.row limit ${PAGE}`);
  return result.rows;
}

async function fileKeys(rows: readonly StagedKey[], answered: AnsweredImport): Promise<ImportedKey[]> {
  const { file, mode, dryRun } = answered;
  const minted = rows.filter((staged) => staged.origin === 'minted' && !isSkipped(staged, mode));
  const secrets = dryRun || minted.length === 0 ? [] : await file.secretsOf(minted.map(({ row }) => row));
  const tokens = new Map(secrets.map(({ row, token }) => [row, token]));
  return rows.map((staged) => fileKey(staged, answered, tokens.get(staged.row)));
}

function isSkipped({ matchId }: StagedKey, mode: ImportMode): boolean {
  return mode === 'add-new' && matchId !== null;
}

/** Of a row that was skipped, the key that was kept instead. */
function fileKey(staged: StagedKey, { mode, dryRun }: AnsweredImport, token: string | undefined): ImportedKey {
  const { row, name, matchId, matchDisplay, notes } = staged;
  if (isSkipped(staged, mode)) {
    return { row, name, action: 'skipped', id: matchId, display: matchDisplay, notes: [] };
  }
  // What a dry run made up is gone with it.
  const madeUp = dryRun && staged.newId;
  return {
    row,
    name,
    action: matchId === null ? 'added' : 'overwritten',
    id: madeUp ? null : staged.id,
    display: madeUp && staged.origin === 'minted' ? null : staged.display,
    ...(token === undefined ? {} : { token }),
    notes,
  };
}

interface RevokedKey extends Record<string, unknown> {
  readonly rowId: number;
  readonly name: string;
  readonly id: string;
  readonly display: string;
}

/** The keys that `replace-all` revoked, or would revoke. */
async function revokedPage(db: Queryable, { importId, tenant }: AnsweredImport, after: number) {
  const which = importId === null ? liveKeysOf(tenant) : sql`${keysTable.revokedByImport} = ${importId}`;
  const result = await db.execute<RevokedKey>(sql`
    select ${keysTable.rowId}::integer as "rowId", name, id, display from ${keysTable}
    where ${which} and ${keysTable.rowId} > ${after} order by ${keysTable.rowId} limit ${PAGE}`);
  return result.rows;
}
