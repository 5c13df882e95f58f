import { PROBLEM_MEDIA_TYPE, type ProblemError, problemDocument } from '@keyward/auth';

import { openAiError } from './openai-error.ts';

/** How the clients of a part of the surface read errors. */
export interface Dialect {
  readonly mediaType: string;
  /** The body of a refusal; `id` is the request's. */
  readonly refusal: (problem: ProblemError, id: string) => unknown;
  /** The data of the last event of a stream that is ended because of a problem. */
  readonly lastEvent: (problem: ProblemError) => unknown;
}

const LEAVE_LOST = 'The key is no longer valid.';

/** Problem documents (RFC 9457). Flowise's clients read `message`, so it stands beside their members. */
const PROBLEM_DOCUMENTS: Dialect = {
  mediaType: PROBLEM_MEDIA_TYPE,
  refusal(problem, id) {
    const document = problemDocument(problem, id);
    return { ...document, message: document.detail };
  },
  lastEvent: () => ({ event: 'error', data: LEAVE_LOST }),
};

/** As OpenAI answers, so that its SDKs raise their own exceptions. */
const OPENAI: Dialect = {
  mediaType: 'application/json; charset=utf-8',
  refusal: (problem) => ({ error: openAiError(problem, problem.detail) }),
  lastEvent: (problem) => ({ error: openAiError(problem, LEAVE_LOST) }),
};

/** The dialect of the clients that call a path. */
export function dialectOf(path: string): Dialect {
  return path.startsWith('/v1/') || path === '/v1' ? OPENAI : PROBLEM_DOCUMENTS;
}
