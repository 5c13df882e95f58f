import { createSecretKey } from 'node:crypto';
import { setPriority } from 'node:os';
import type { DerivedKey } from '../../master-keys/ring.ts';
import type { RowSecret } from '../file/checked-row.ts';
import { createFileReader, type FileReader, type FileReaderRules } from '../file/file-reader.ts';
import type { FileSummary, RowBatch } from '../file/row-batch.ts';
import { UnusableFile } from '../file/unusable-file.ts';
import { hashTasks } from '../hashing/hash-tasks.ts';
import { answerCalls } from './answer-calls.ts';

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
      return { ...kept(batch), summary };
    } catch (error) {
      if (error instanceof UnusableFile) return { unusable: { reason: error.reason, detail: error.message } };
      throw error;
    }
  },
  /** Those of these rows that hold a token, with it. */
  secretsOf: (rows: readonly number[]): FoundSecret[] =>
    rows.flatMap((row) => {
      const secret = secrets.get(row);
      return secret === undefined ? [] : [{ row, ...secret }];
    }),
  hash: hashTasks,
  /** Forgets the file. */
  forget(_nothing: null): void {
    reader = undefined;
    secrets.clear();
  },
};
export type ImportCalls = typeof calls;
export type FoundSecret = RowSecret & { readonly row: number };

/** The tokens stay here: the thread that serves requests has no use for most of them, and pays for each object. */
const secrets = new Map<number, RowSecret>();
let reader: FileReader | undefined;

function kept({ secrets: found, ...batch }: RowBatch): Omit<RowBatch, 'secrets'> {
  for (const { row, ...secret } of found) secrets.set(row, secret);
  return batch;
}

// Linux gives each thread a priority of its own: whatever serves requests comes first. Elsewhere it is the process's.
if (process.platform === 'linux') setPriority(5);
answerCalls(calls);
