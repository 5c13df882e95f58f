import { PROBLEM_MEDIA_TYPE, ProblemError, type ProblemType, problemDocument } from '@keyward/auth';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problems } from '../http/problems.ts';
import { type AnswerOutput, createAnswerOutput, writeAll } from './answer-output.ts';
import type { ErrorList } from './file/error-list.ts';

/** A refusal that names every row concerned. Its lists may have megabytes, and are text already. */
export class ImportRefused extends ProblemError {
  /** Further members of the problem document as JSON, in pieces that are small enough for the event loop. */
  readonly lists: readonly string[];

  constructor(problem: ProblemType, detail: string, lists: readonly string[]) {
    super(problem, { detail });
    this.lists = lists;
  }
}

/** The refusal of a file with something wrong in it. */
export function fileRefused({ badRows, badFile, pieces }: ErrorList): ImportRefused {
  const rows = badRows === 1 ? 'one row is' : `${badRows} rows are`;
  const detail = `Nothing was imported: ${rows} bad${badFile ? ', and the file itself' : ''}; see errors.`;
  return new ImportRefused(problems.importRefused, detail, ['"errors":', ...pieces]);
}

interface RefusedRequest {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly output: AnswerOutput;
  readonly signal: AbortSignal;
}

/** Answers it as every problem is, or as the last line of lines that have begun, but piece by piece. */
export async function answerRefused(
  refused: ImportRefused,
  { request, reply, output, signal }: RefusedRequest,
): Promise<void> {
  const text = refusalText(refused, request.id);
  if (output.started) {
    await writeAll(output, ['{"problem":', ...text, '}']);
    return;
  }
  const { type, status } = refused.problem;
  request.log.info({ problem: type, status }, 'refused');
  await writeAll(createAnswerOutput(reply, { contentType: PROBLEM_MEDIA_TYPE, status }, signal), text);
}

function* refusalText(refused: ImportRefused, instance: string): Generator<string> {
  yield `${JSON.stringify(problemDocument(refused, instance)).slice(0, -1)},`;
  yield* refused.lists;
  yield '}';
}
