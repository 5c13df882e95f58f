import { newId, PROBLEMS, ProblemError, problemDocument } from '@keyward/auth';
import { problemOfError, problemResponse } from '@keyward/auth/fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import type { Session } from '../database/connect.ts';
import { LONGEST_BODY_TIME_MS } from '../http/body-time.ts';
import { accepted } from '../http/responses.ts';
import type { Scope } from '../http/scope.ts';
import { streamed, streamedBody } from '../http/streamed-body.ts';
import type { KeySurface } from '../keys/key-surface.ts';
import { inForce, prefersAsync, sendInForce } from '../writes/send-in-force.ts';
import { answeredBefore } from '../writes/write.ts';
import { type AnswerOutput, createAnswerOutput, writeAll } from './answer-output.ts';
import { commitImport } from './commit-import.ts';
import { answerText } from './import-answer.ts';
import { lockImports } from './import-lock.ts';
import { type ImportMode, MODE_NAMES, modeOf } from './import-mode.ts';
import { answerRefused, ImportRefused } from './import-refused.ts';
import { ImportAnswer, ImportFileBody } from './import-schemas.ts';
import { createStage } from './import-stage.ts';
import { countRows } from './plan-import.ts';
import { prepareImport } from './prepare-import.ts';
import { type OnProgress, throttled } from './progress.ts';
import { readImportFile, readingProgress } from './read-import-file.ts';
import type { ImportThread, ImportThreads } from './threads/import-threads.ts';

const NDJSON = 'application/x-ndjson';
const MAX_BYTES = 128 * 1024 * 1024;
/** Each holds a connection, and up to a thread for each core. */
const MAX_AT_ONCE = 4;

const Query = Type.Object(
  {
    mode: Type.Optional(
      Type.Enum([...MODE_NAMES], {
        type: 'string',
        description: 'What happens to a name that exists; needed unless the body has an `importMode`.',
      }),
    ),
    dryRun: Type.Boolean({ default: false, description: 'Only answers what would happen, row by row.' }),
  },
  { additionalProperties: false },
);

/** `POST …/import`: takes a file of keys in, all of it or nothing. */
export function importKeys(scope: Scope, { path, noun }: KeySurface, threads: ImportThreads): void {
  const schema = {
    operationId: `import${noun}s`,
    summary: 'Import API keys',
    description: `Takes an export of Keyward, a file of Flowise, or a list written by hand, up to 100,000 keys, in one transaction. With \`Accept: ${NDJSON}\` the answer is the last line after lines \`{"progress": {"phase", "done", "total"}}\`; an error after the first line is a last line \`{"problem": {…}}\`. A token that was minted is in the answer once.`,
    tags: ['API keys'],
    querystring: Query,
    body: streamed(ImportFileBody),
    response: {
      200: ImportAnswer,
      202: accepted(ImportAnswer),
      409: problemResponse(scope, 'Names exist (`error-if-exists`), or another import is under way.'),
      422: problemResponse(scope, 'Rows of the file are bad; `errors` names all of them.'),
    },
  };
  scope.post<{ Querystring: Static<typeof Query> }>(
    `${path}/import`,
    { schema, config: { bodyTimeMs: LONGEST_BODY_TIME_MS } },
    async (request, reply) => {
      if (threads.reading.lent >= MAX_AT_ONCE) throw busy();
      const hungUp = new AbortController();
      reply.raw.once('close', () => hungUp.abort(new Error('the client has hung up')));
      const lines = String(request.headers.accept ?? '').includes(NDJSON);
      const output = createAnswerOutput(reply, headOf(request, lines), hungUp.signal);
      const asked = { request, reply, output, lines, threads, signal: hungUp.signal, query: request.query };
      try {
        await threads.reading
          .use((thread) => inSession(request, (session) => run({ ...asked, thread, session })))
          .catch(async (error: unknown) => {
            if (!(error instanceof ImportRefused)) throw error;
            await answerRefused(error, asked);
          });
      } catch (error) {
        if (hungUp.signal.aborted || request.raw.errored !== null) return reply.hijack();
        if (!output.started) throw error;
        await writeAll(output, [JSON.stringify({ problem: problemOf(error, request) })]);
      }
      return reply;
    },
  );
}

async function inSession(request: FastifyRequest, work: (session: Session) => Promise<void>): Promise<void> {
  const session = await request.server.services.openSession();
  try {
    await work(session);
  } finally {
    // Not waited for: the client has its answer, and may want the thread for its next import.
    session.close().catch(() => undefined);
  }
}

function busy(): ProblemError {
  return new ProblemError(PROBLEMS.serviceUnavailable, {
    detail: `${MAX_AT_ONCE} imports are under way; try again when one of them has ended.`,
    headers: { 'retry-after': '5' },
  });
}

interface Run {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly session: Session;
  readonly output: AnswerOutput;
  /** Whether progress is told in lines. */
  readonly lines: boolean;
  readonly threads: ImportThreads;
  readonly thread: ImportThread;
  readonly signal: AbortSignal;
  readonly query: Static<typeof Query>;
}

async function run({ request, reply, session: { db }, output, lines, ...rest }: Run): Promise<void> {
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

function headOf(request: FastifyRequest, lines: boolean) {
  if (lines) return { contentType: NDJSON };
  return { contentType: 'application/json; charset=utf-8', status: prefersAsync(request) ? 202 : 200 };
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

function problemOf(error: unknown, request: FastifyRequest) {
  return problemDocument(problemOfError(error), request.id);
}
