import { createSecretKey } from 'node:crypto';
import { workerData } from 'node:worker_threads';
import type { DerivedKey } from '../../master-keys/ring.ts';
import { answerQuestions } from '../threads/answer-questions.ts';
import { createFileReader, type FileReaderRules } from './file-reader.ts';
import type { FileSummary, RowBatch } from './row-batch.ts';
import { UnusableFile } from './unusable-file.ts';

/** What a thread is started with. */
export type FileThreadRules = Omit<FileReaderRules, 'lookupKeys'> & { readonly lookupKeys: readonly DerivedKey[] };

/** The next bytes of the file; null at its end. */
export type FileQuestion = Uint8Array | null;

/** The rows of these bytes; at the end the summary, too. `unusable`: there is no point in going on. */
export type FileAnswer =
  | (RowBatch & { readonly summary?: FileSummary })
  | { readonly unusable: { readonly reason: UnusableFile['reason']; readonly detail: string } };

// Reading takes a second or two for a large file; on the main thread every introspection would wait for parts of it.
const rules: FileThreadRules = workerData;
const lookupKeys = rules.lookupKeys.map(({ kid, key }) => ({ kid, key: createSecretKey(key) }));
const reader = createFileReader({ ...rules, lookupKeys });
answerQuestions<FileQuestion, FileAnswer>((bytes) => {
  try {
    return bytes === null ? reader.end() : reader.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (error) {
    if (error instanceof UnusableFile) return { unusable: { reason: error.reason, detail: error.message } };
    throw error;
  }
});
