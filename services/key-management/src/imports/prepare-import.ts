import { ProblemError } from '@keyward/auth';
import type { Queryable } from '../database/connect.ts';
import { problems } from '../http/problems.ts';
import type { RowError } from './file/row-batch.ts';
import type { HashTask } from './hashing/hash-thread.ts';
import { hashTokens } from './hashing/hash-tokens.ts';
import type { ImportMode } from './import-mode.ts';
import { stageResults } from './import-stage.ts';
import { collisions, conflicts, planRows, unhashedRows } from './plan-import.ts';
import type { OnProgress } from './progress.ts';
import type { ImportFile } from './read-import-file.ts';

export interface Preparation {
  readonly file: ImportFile;
  readonly mode: ImportMode;
  readonly workspaceId: string;
  readonly dryRun: boolean;
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal;
}

/** A pair takes some 40 ms: so many are looked at for the sake of a complete list in a file that is refused anyway. */
const MAX_PAIRS_BESIDE_ERRORS = 500;

/**
 * Checks the staged rows against the keys that exist, their pairs against each other, and hashes what has no hash yet:
 * all that takes long, before the transaction. Throws 422 with every bad row and 409 with every name that is taken.
 */
export async function prepareImport(db: Queryable, preparation: Preparation): Promise<void> {
  const { file, mode, workspaceId, dryRun, onProgress, signal } = preparation;
  const { rows } = file.summary;
  onProgress('checking', 0, rows);
  await planRows(db, mode, workspaceId);
  const found = await conflicts(db, mode, workspaceId);
  const errors: RowError[] = [
    ...file.summary.rowErrors,
    ...found.flatMap(({ row, errors: ofRow }) => ofRow.map((error) => ({ row, ...error }))),
  ];
  const taken = await collisions(db);
  onProgress('checking', rows, rows);

  const bad = errors.length > 0 || file.summary.fileErrors.length > 0;
  const tasks = await hashTasks(db, file, dryRun || bad || taken.length > 0);
  const mismatches = await runTasks(db, bad ? tasks.slice(0, MAX_PAIRS_BESIDE_ERRORS) : tasks, onProgress, signal);
  errors.push(...mismatches);
  if (bad || mismatches.length > 0) throw refusal(file, errors);
  if (taken.length > 0) throw namesTaken(file, taken);
}

/** What is left to do for the rows that are to be applied; with `pairsOnly`, as far as it can still find a bad row. */
async function hashTasks(db: Queryable, { secrets }: ImportFile, pairsOnly: boolean): Promise<HashTask[]> {
  const rows = await unhashedRows(db);
  return rows.flatMap((row) => {
    const secret = secrets.get(row);
    if (secret === undefined || (pairsOnly && secret.apiSecret === null)) return [];
    const { token, cost, apiSecret } = secret;
    return [{ row, token, cost, apiSecret, hashed: !pairsOnly }];
  });
}

async function runTasks(
  db: Queryable,
  tasks: readonly HashTask[],
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<RowError[]> {
  if (tasks.length === 0) return [];
  const mismatches: RowError[] = [];
  let done = 0;
  onProgress('hashing', 0, tasks.length);
  await hashTokens(
    tasks,
    async (results) => {
      for (const { row, pairMatches } of results) {
        if (!pairMatches) mismatches.push({ row, pointer: '/apiSecret', detail: "is not the apiKey's" });
      }
      await stageResults(db, results);
      done += results.length;
      onProgress('hashing', done, tasks.length);
    },
    signal,
  );
  return mismatches;
}

function refusal({ summary: { rowsAt, fileErrors } }: ImportFile, rowErrors: readonly RowError[]): ProblemError {
  const sorted = [...rowErrors].sort((a, b) => a.row - b.row);
  const bad = new Set(sorted.map(({ row }) => row)).size;
  return new ProblemError(problems.importRefused, {
    detail: `Nothing was imported: ${bad === 1 ? 'one row is' : `${bad} rows are`} bad${fileErrors.length > 0 ? ', and the file itself' : ''}; see errors.`,
    errors: [
      ...fileErrors,
      ...sorted.map(({ row, pointer, detail }) => ({ pointer: `${rowsAt}/${row}${pointer}`, detail })),
    ],
  });
}

function namesTaken(
  { summary: { rowsAt } }: ImportFile,
  taken: readonly { row: number; nameAt: string; name: string }[],
): ProblemError {
  return new ProblemError(problems.importNamesTaken, {
    detail: `Nothing was imported: ${taken.length === 1 ? 'a live key has a name' : `live keys have ${taken.length} names`} of the file.`,
    errors: taken.map(({ row, nameAt }) => ({
      pointer: `${rowsAt}/${row}${nameAt}`,
      detail: 'is the name of a live key',
    })),
    members: { names: taken.map(({ name }) => name) },
  });
}
