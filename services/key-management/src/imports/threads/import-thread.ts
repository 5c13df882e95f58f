import { createSecretKey } from 'node:crypto';
import { constants, setPriority } from 'node:os';
import { workerData } from 'node:worker_threads';
import type { DerivedKey } from '../../master-keys/ring.ts';
import { createFileReader, type FileReader, type FileReaderRules } from '../file/file-reader.ts';
import type { FileSummary, RowBatch } from '../file/row-batch.ts';
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

/** The rows of some bytes; at the end of the file the summary, too. `unusable`: there is no point in going on. */
export type ReadAnswer =
  | (Omit<RowBatch, 'secrets'> & { readonly summary?: FileSummary })
  | { readonly unusable: { readonly reason: UnusableFile['reason']; readonly detail: string } };

const calls = {
  /** Begins a file. */
  begin(rules: ReadingRules): void {
    const lookupKeys = rules.lookupKeys.map(({ kid, key }) => ({ kid, key: createSecretKey(key) }));
    secrets.clear();
    reader = createFileReader({ ...rules, lookupKeys });
  },
  /** Takes the file's next bytes; null at its end. */
  read(bytes: Uint8Array | null): ReadAnswer {
    if (reader === undefined) throw new Error('no file was begun');
    try {
      if (bytes !== null) return kept(reader.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)));
      const { summary, ...batch } = reader.end();
      reader = undefined;
      return { ...kept(batch), summary };
    } catch (error) {
      if (error instanceof UnusableFile) return { unusable: { reason: error.reason, detail: error.message } };
      throw error;
    }
  },
  /** Those of these rows that hold a token, with it. */
  secretsOf: (rows: readonly number[]): FoundSecret[] => rows.flatMap((row) => secrets.get(row) ?? []),
  hash: hashTasks,
  /** Forgets the file. */
  forget(_nothing: null): void {
    reader = undefined;
    secrets.clear();
  },
};
export type ImportCalls = typeof calls;
export type FoundSecret = RowBatch['secrets'][number];

/** The tokens stay here: the thread that serves requests has no use for most of them, and pays for each object. */
const secrets = new Map<number, FoundSecret>();
let reader: FileReader | undefined;

function kept({ secrets: found, ...batch }: RowBatch): Omit<RowBatch, 'secrets'> {
  for (const secret of found) secrets.set(secret.row, secret);
  return batch;
}

// Linux gives each thread a priority of its own; elsewhere there is but the one of the process, which stays.
const { background }: ThreadStart = workerData;
if (background && process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
answerCalls(calls);
