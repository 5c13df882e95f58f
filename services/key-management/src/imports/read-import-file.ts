import { createHash } from 'node:crypto';
import { PROBLEMS, ProblemError } from '@keyward/auth';
import type { Queryable } from '../database/connect.ts';
import { problems } from '../http/problems.ts';
import type { Services } from '../services.ts';
import type { ErrorList } from './file/error-list.ts';
import { masterKeyProofs } from './file/master-key-proofs.ts';
import type { FileSummary } from './file/row-batch.ts';
import { completeStage, stageRows } from './import-stage.ts';
import type { OnProgress } from './progress.ts';
import type { FoundSecret, ReadAnswer } from './threads/import-thread.ts';
import type { ImportThread } from './threads/import-threads.ts';

/** A file that was read to its end; its good rows are in the stage. */
export interface ImportFile {
  readonly summary: FileSummary;
  /** SHA-256 of its bytes, in hex. */
  readonly digest: string;
  /** The thread that has read it, for more work on it. */
  readonly thread: ImportThread;
  /** The tokens of these rows and what they are checked against; of rows without one nothing. */
  secretsOf(rows: readonly number[]): Promise<readonly FoundSecret[]>;
  /** Takes what was found of its rows besides: a JSON array of RowError. */
  addErrors(json: string): Promise<void>;
  /** All that is wrong with the file, and was added to it. */
  listErrors(): Promise<ErrorList>;
}

/**
 * Reads a file on a thread of its own and puts its rows into the stage, as fast as both can take it. Throws 400 for
 * what is no JSON and 413 for too many rows; whatever else is wrong is listed by `listErrors`.
 */
export async function readImportFile(
  db: Queryable,
  thread: ImportThread,
  body: AsyncIterable<Buffer>,
  { masterKeys, tokenPrefixes }: Services,
  onProgress: (bytes: number, rows: number) => void,
): Promise<ImportFile> {
  const lookupKeys = masterKeys.all('lookup');
  await thread.ask('begin', {
    tokenPrefixes,
    lookupKeys,
    masterKeyProofs: masterKeyProofs(lookupKeys),
    now: new Date(),
  });
  const digest = createHash('sha256');
  let bytes = 0;
  // Postgres takes one part in while the thread reads the next.
  let staging: Promise<void> = Promise.resolve();

  async function take(answer: ReadAnswer): Promise<FileSummary | undefined> {
    if ('unusable' in answer) throw unusable(answer.unusable);
    if (answer.part !== null) {
      await staging;
      staging = stageRows(db, answer.part);
      staging.catch(() => undefined);
    }
    onProgress(bytes, answer.rows);
    return answer.summary;
  }

  // And the thread has its next bytes before it is through with these.
  let reading: Promise<ReadAnswer> | undefined;
  for await (const chunk of body) {
    bytes += chunk.length;
    digest.update(chunk);
    const before = reading;
    reading = thread.ask('read', chunk);
    reading.catch(() => undefined);
    if (before !== undefined) await take(await before);
  }
  if (reading !== undefined) await take(await reading);
  const summary = await take(await thread.ask('read', null));
  if (summary === undefined) throw new Error('the import thread gave no summary');
  await staging;
  await completeStage(db);
  return {
    summary,
    digest: digest.digest('hex'),
    thread,
    secretsOf: (rows) => thread.ask('secretsOf', rows),
    addErrors: (json) => thread.ask('addErrors', json),
    listErrors: () => thread.ask('listErrors', null),
  };
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
