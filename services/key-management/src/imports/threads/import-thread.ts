import { createSecretKey } from 'node:crypto';
import { constants, setPriority } from 'node:os';
import { workerData } from 'node:worker_threads';
import type { DerivedKey } from '../../master-keys/ring.ts';
import { type ErrorList, type FileFaults, listErrors } from '../file/error-list.ts';
import { createFileReader, type FileReader, type FileReaderRules } from '../file/file-reader.ts';
import type { FileSummary, RowBatch, RowError } from '../file/row-batch.ts';
import { createStagedParts, type StagedParts } from '../file/staged-parts.ts';
import { UnusableFile } from '../file/unusable-file.ts';
import { hashTasks } from '../hashing/hash-tasks.ts';
import { answerCalls } from './answer-calls.ts';

/** What a thread is started with. */
export interface ThreadStart {
  /** Whether it takes only what time others leave. */
  readonly background: boolean;
}

/** What a file is read by. */
export type ReadingRules = Omit<FileReaderRules, 'lookupKeys'> & { readonly lookupKeys: readonly DerivedKey[] };

/** Rows for the stage, when there are enough of them; at the end of the file the rest of them, and the summary. */
export type ReadAnswer =
  | { readonly part: Uint8Array | null; readonly rows: number; readonly summary?: FileSummary }
  /** There is no point in going on. */
  | { readonly unusable: { readonly reason: UnusableFile['reason']; readonly detail: string } };

const calls = {
  /** Begins a file. */
  begin(rules: ReadingRules): void {
    const lookupKeys = rules.lookupKeys.map(({ kid, key }) => ({ kid, key: createSecretKey(key) }));
    secrets.clear();
    parts = createStagedParts();
    reader = createFileReader({ ...rules, lookupKeys });
  },
  /** Takes the file's next bytes; null at its end. */
  read(bytes: Uint8Array | null): ReadAnswer {
    if (reader === undefined) throw new Error('no file was begun');
    try {
      if (bytes !== null) {
        const batch = reader.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
        return { part: gather(batch), rows: batch.rows };
      }
      const { summary, faults: ofFile, ...batch } = reader.end();
      reader = undefined;
      faults = ofFile;
      found = [];
      // A part that comes about here already leaves nothing behind.
      return { part: gather(batch) ?? parts.end(), rows: batch.rows, summary };
    } catch (error) {
      if (error instanceof UnusableFile) return { unusable: { reason: error.reason, detail: error.message } };
      throw error;
    }
  },
  /** Those of these rows that hold a token, with it. */
  secretsOf: (rows: readonly number[]): FoundSecret[] => rows.flatMap((row) => secrets.get(row) ?? []),
  hash: hashTasks,
  /** Takes what else was found of the file's rows, as JSON: objects in such numbers are not to pass between threads. */
  addErrors(json: string): void {
    const errors: RowError[] = JSON.parse(json);
    found.push(...errors);
  },
  /** All that is wrong with the file that was read, what was added included. */
  listErrors(_nothing: null): ErrorList {
    if (faults === undefined) throw new Error('no file was read');
    return listErrors(faults, found);
  },
  /** Forgets the file. */
  forget(_nothing: null): void {
    reader = undefined;
    faults = undefined;
    found = [];
    parts = createStagedParts();
    secrets.clear();
  },
};
export type ImportCalls = typeof calls;
export type FoundSecret = RowBatch['secrets'][number];

/** The tokens stay here: the thread that serves requests has no use for most of them, and pays for each object. */
const secrets = new Map<number, FoundSecret>();
let reader: FileReader | undefined;
let parts: StagedParts = createStagedParts();
/** Kept here, too, and made into text here: there may be one for each row. */
let faults: FileFaults | undefined;
let found: RowError[] = [];

function gather(batch: RowBatch): Uint8Array | null {
  for (const secret of batch.secrets) secrets.set(secret.row, secret);
  return parts.add(batch.json);
}

// Linux gives each thread a priority of its own; elsewhere there is but the one of the process, which stays.
const { background }: ThreadStart = workerData;
if (background && process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
answerCalls(calls);
