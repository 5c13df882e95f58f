import { PROBLEMS, ProblemError, problemDocument } from '@keyward/auth';
import { problemOfError, problemResponse } from '@keyward/auth/fastify';
import type { FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import type { Session } from '../database/connect.ts';
import { LONGEST_BODY_TIME_MS } from '../http/body-time.ts';
import { accepted } from '../http/responses.ts';
import type { Scope } from '../http/scope.ts';
import { streamed } from '../http/streamed-body.ts';
import type { KeySurface } from '../keys/key-surface.ts';
import { prefersAsync } from '../writes/send-in-force.ts';
import { createAnswerOutput, writeAll } from './answer-output.ts';
import { MODE_NAMES } from './import-mode.ts';
import { answerRefused, ImportRefused } from './import-refused.ts';
import { ImportAnswer, ImportFileBody } from './import-schemas.ts';
import { runImport } from './run-import.ts';
import type { ImportThreads } from './threads/import-threads.ts';

const NDJSON = 'application/x-ndjson';
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
          .use((thread) => inSession(request, (session) => runImport({ ...asked, thread, session })))
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

function headOf(request: FastifyRequest, lines: boolean) {
  if (lines) return { contentType: NDJSON };
  return { contentType: 'application/json; charset=utf-8', status: prefersAsync(request) ? 202 : 200 };
}

function problemOf(error: unknown, request: FastifyRequest) {
  return problemDocument(problemOfError(error), request.id);
}
