import pLimit, { type LimitFunction } from 'p-limit';
import type { Queryable } from '../database/connect.ts';
import type { Tenant } from '../principals/principal.ts';
import type { RowError } from './file/row-batch.ts';
import type { HashTask } from './hashing/hash-tasks.ts';
import { hashTokens } from './hashing/hash-tokens.ts';
import { conflictErrors, findConflicts } from './import-conflicts.ts';
import type { ImportMode } from './import-mode.ts';
import { fileRefused } from './import-refused.ts';
import { stageResults } from './import-stage.ts';
import { namesTaken } from './names-taken.ts';
import { countTaken, countUnhashed, matchNames, unhashedRows } from './plan-import.ts';
import type { OnProgress } from './progress.ts';
import type { ImportFile } from './read-import-file.ts';
import type { ImportThreads } from './threads/import-threads.ts';

export interface Preparation {
  readonly file: ImportFile;
  readonly mode: ImportMode;
  readonly tenant: Tenant;
  readonly dryRun: boolean;
  readonly threads: ImportThreads;
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal;
}

/** A pair takes some 40 ms: so many are looked at for the sake of a complete list in a file that is refused anyway. */
const MAX_PAIRS_BESIDE_ERRORS = 500;
const ERRORS_AT_ONCE = 1000;

/**
 * Checks the staged rows against the keys that exist, their pairs against each other, and hashes what has no hash yet:
 * all that takes long, before the transaction. Throws 422 with every bad row and 409 with every name that is taken.
 */
export async function prepareImport(db: Queryable, preparation: Preparation): Promise<void> {
  const { file, mode, tenant, dryRun, onProgress } = preparation;
  const { rows } = file.summary;
  onProgress('checking', 0, rows);
  await matchNames(db, mode, tenant);
  const conflicts = await findConflicts(db, mode, tenant);
  const taken = await countTaken(db, mode);
  onProgress('checking', rows, rows);

  const bad = file.summary.bad || conflicts > 0;
  const pairsOnly = dryRun || bad || taken > 0;
  const mismatches = await runTasks(db, preparation, { pairsOnly, most: bad ? MAX_PAIRS_BESIDE_ERRORS : rows });
  if (bad || mismatches.length > 0) {
    for await (const errors of conflictErrors(db)) await file.addErrors(errors);
    for (let from = 0; from < mismatches.length; from += ERRORS_AT_ONCE) {
      await file.addErrors(JSON.stringify(mismatches.slice(from, from + ERRORS_AT_ONCE)));
    }
    throw fileRefused(await file.listErrors());
  }
  if (taken > 0) throw await namesTaken(db, file.summary.rowsAt, taken);
}

interface Extent {
  /** Whether to go only as far as a bad row can still be found: nothing is hashed. */
  readonly pairsOnly: boolean;
  readonly most: number;
}

/** Does what is left to do for the rows that are to be applied. Returns the rows whose pairs do not match. */
async function runTasks(db: Queryable, preparation: Preparation, extent: Extent): Promise<RowError[]> {
  const { file, mode, threads, onProgress, signal } = preparation;
  if (extent.pairsOnly && !file.summary.pairs) return [];
  const total = Math.min(extent.most, await countUnhashed(db, mode));
  if (total === 0) return [];
  const mismatches: RowError[] = [];
  let done = 0;
  onProgress('hashing', 0, total);
  // A session takes one statement at a time.
  const inTurn = pLimit(1);
  await hashTokens({
    tasks: hashTasks(db, preparation, extent, inTurn),
    total,
    thread: file.thread,
    threads,
    signal,
    async onResults(results) {
      for (const { row, pairMatches } of results) {
        if (!pairMatches) mismatches.push({ row, pointer: '/apiSecret', detail: "is not the apiKey's" });
      }
      await inTurn(() => stageResults(db, results));
      done += results.length;
      onProgress('hashing', done, total);
    },
  });
  return mismatches;
}

/** How many rows are asked for at a time: numbers only, and those with their tokens. */
const [ROWS_AT_ONCE, SECRETS_AT_ONCE] = [10_000, 1000];

async function* hashTasks(
  db: Queryable,
  { file, mode }: Preparation,
  { pairsOnly, most }: Extent,
  inTurn: LimitFunction,
): AsyncGenerator<HashTask[]> {
  let after = -1;
  let left = most;
  for (;;) {
    const rows = await inTurn(() => unhashedRows(db, mode, after, ROWS_AT_ONCE));
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last;
    for (let from = 0; from < rows.length; from += SECRETS_AT_ONCE) {
      const secrets = await file.secretsOf(rows.slice(from, from + SECRETS_AT_ONCE));
      const tasks = secrets
        .filter(({ apiSecret }) => !pairsOnly || apiSecret !== null)
        .slice(0, left)
        .map(({ row, token, cost, apiSecret }) => ({ row, token, cost, apiSecret, hashed: !pairsOnly }));
      yield tasks;
      left -= tasks.length;
      if (left === 0) return;
    }
  }
}
