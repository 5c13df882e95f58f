import { newId, PROBLEMS, ProblemError } from '@keyward/auth';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../database/connect.ts';
import { streamedBody } from '../http/streamed-body.ts';
import { inForce, prefersAsync, sendInForce } from '../writes/send-in-force.ts';
import { answeredBefore } from '../writes/write.ts';
import { type AnswerOutput, writeAll } from './answer-output.ts';
import { commitImport } from './commit-import.ts';
import { answerText } from './import-answer.ts';
import { lockImports } from './import-lock.ts';
import { type ImportMode, MODE_NAMES, modeOf } from './import-mode.ts';
import { createStage } from './import-stage.ts';
import { countRows } from './plan-import.ts';
import { prepareImport } from './prepare-import.ts';
import { type OnProgress, throttled } from './progress.ts';
import { readImportFile, readingProgress } from './read-import-file.ts';
import type { ImportThread, ImportThreads } from './threads/import-threads.ts';

const MAX_BYTES = 128 * 1024 * 1024;

/** An import that was asked for, and what it runs on. */
export interface ImportRun {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly session: Session;
  readonly output: AnswerOutput;
  /** Whether progress is told in lines. */
  readonly lines: boolean;
  readonly threads: ImportThreads;
  readonly thread: ImportThread;
  readonly signal: AbortSignal;
  readonly query: { readonly mode?: string; readonly dryRun: boolean };
}

/** Reads the file and applies it, or only tells what would happen, and answers. Throws what the refusal is to say. */
export async function runImport({ request, reply, session: { db }, output, lines, ...rest }: ImportRun): Promise<void> {
  const { threads, thread, signal, query } = rest;
  const { services } = request.server;
  const { tenant } = request;
  const { dryRun } = query;
  const onProgress: OnProgress = throttled((phase, done, total) => {
    if (!lines) return;
    // A client that reads no progress must not hold up the import, and one that has gone is noticed by the signal.
    output.write(`${JSON.stringify({ progress: { phase, done, total } })}\n`).catch(() => undefined);
  });
  const lock = await lockImports(db, tenant);
  await createStage(db);
  const length = Number(request.headers['content-length'] ?? 0);
  const body = streamedBody(request, MAX_BYTES);
  const file = await readImportFile(db, thread, body, services, readingProgress(onProgress, length));
  const mode = chosenMode(query.mode, file.summary.importMode);
  const work = { file, mode, tenant, dryRun, threads, onProgress, signal };
  if (dryRun) {
    await prepareImport(db, work);
    const counts = await countRows(db, mode, tenant);
    await lock.release();
    await writeAll(output, answerText(db, { ...work, importId: null }, counts, null));
    return;
  }
  const importId = newId();
  const options = { db, bodyDigest: file.digest };
  const before = await answeredBefore(request, options);
  const { answer, revision, repeated } = before ?? (await commitImport(db, { ...work, request, importId }));
  await lock.release();
  if (repeated && !lines) {
    await sendInForce(request, reply, answer, revision);
    return;
  }
  const enforcement =
    revision === undefined || prefersAsync(request) ? undefined : await inForce(request, reply, revision);
  if (repeated) {
    await writeAll(output, [JSON.stringify({ ...Object(answer.body), enforcement })]);
    return;
  }
  const { added, overwritten, skipped, revoked } = Object(answer.body);
  const counts = { added, overwritten, skipped, revoked };
  await writeAll(output, answerText(db, { ...work, importId }, counts, enforcement));
}

/** Throws 400 where neither says a mode, or each another. */
function chosenMode(inQuery: string | undefined, inBody: string | undefined): ImportMode {
  const asked = inQuery === undefined ? undefined : modeOf(inQuery);
  const imported = inBody === undefined ? undefined : modeOf(inBody);
  const refuse = (pointer: string, detail: string) =>
    new ProblemError(PROBLEMS.validationFailed, {
      detail: 'The import has no single mode.',
      errors: [{ pointer, detail }],
    });
  if (inBody !== undefined && imported === undefined) {
    throw refuse('/importMode', `must be one of ${MODE_NAMES.join(', ')}`);
  }
  if (asked !== undefined && imported !== undefined && asked !== imported) {
    throw refuse('/importMode', 'must not be another mode than the query parameter');
  }
  const mode = asked ?? imported;
  if (mode === undefined) throw refuse('/mode', 'is required (query parameter)');
  return mode;
}
