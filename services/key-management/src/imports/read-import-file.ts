import { createHash } from 'node:crypto';
import { PROBLEMS, ProblemError } from '@keyward/auth';
import type { Queryable } from '../database/connect.ts';
import { problems } from '../http/problems.ts';
import type { Services } from '../services.ts';
import type { FileAnswer, FileQuestion, FileThreadRules } from './file/file-thread.ts';
import { masterKeyProofs } from './file/master-key-proofs.ts';
import type { FileSummary, RowBatch } from './file/row-batch.ts';
import { analyzeStage, stageRows } from './import-stage.ts';
import type { OnProgress } from './progress.ts';
import { startThread } from './threads/thread.ts';

/** A file that was read to its end; its good rows are in the stage. */
export interface ImportFile {
  readonly summary: FileSummary;
  /** SHA-256 of its bytes, in hex. */
  readonly digest: string;
  /** The tokens of its rows, and what they are checked against, by row. */
  readonly secrets: ReadonlyMap<number, RowBatch['secrets'][number]>;
}

const STAGED_AT_ONCE = 512 * 1024;

/**
 * Reads a file on a thread of its own and puts its rows into the stage, as fast as both can take it. Throws 400 for
 * what is no JSON and 413 for too many rows; whatever else is wrong stands in the summary.
 */
export async function readImportFile(
  db: Queryable,
  body: AsyncIterable<Buffer>,
  { masterKeys, tokenPrefixes }: Services,
  onProgress: (bytes: number, rows: number) => void,
): Promise<ImportFile> {
  const lookupKeys = masterKeys.all('lookup');
  const rules: FileThreadRules = {
    tokenPrefixes,
    lookupKeys,
    masterKeyProofs: masterKeyProofs(lookupKeys),
    now: new Date(),
  };
  const thread = startThread<FileQuestion, FileAnswer>(new URL('./file/file-thread.ts', import.meta.url), rules);
  const digest = createHash('sha256');
  const secrets = new Map<number, RowBatch['secrets'][number]>();
  let pending: string[] = [];
  let pendingLength = 0;
  let bytes = 0;
  // Postgres takes one part in while the thread reads the next.
  let staging: Promise<void> = Promise.resolve();

  async function take(answer: FileAnswer, last: boolean): Promise<FileSummary | undefined> {
    if ('unusable' in answer) throw unusable(answer.unusable);
    for (const secret of answer.secrets) secrets.set(secret.row, secret);
    if (answer.json !== '') pending.push(answer.json);
    pendingLength += answer.json.length;
    if (pending.length > 0 && (last || pendingLength > STAGED_AT_ONCE)) {
      await staging;
      staging = stageRows(db, pending.join(','));
      staging.catch(() => undefined);
      pending = [];
      pendingLength = 0;
    }
    onProgress(bytes, answer.rows);
    return answer.summary;
  }

  try {
    for await (const chunk of body) {
      bytes += chunk.length;
      digest.update(chunk);
      await take(await thread.ask(chunk), false);
    }
    const summary = await take(await thread.ask(null), true);
    if (summary === undefined) throw new Error('the file thread gave no summary');
    await staging;
    await analyzeStage(db);
    return { summary, digest: digest.digest('hex'), secrets };
  } finally {
    await thread.end();
  }
}

/** Progress in rows, of which the total is estimated from the length that the body is said to have. */
export function readingProgress(onProgress: OnProgress, contentLength: number): (bytes: number, rows: number) => void {
  return (bytes, rows) => {
    const total = contentLength > bytes ? Math.round((rows * contentLength) / bytes) : rows;
    onProgress('reading', rows, total);
  };
}

function unusable({ reason, detail }: { reason: 'not-json' | 'too-many-rows'; detail: string }): ProblemError {
  return new ProblemError(reason === 'not-json' ? PROBLEMS.invalidRequest : problems.importTooLarge, { detail });
}
