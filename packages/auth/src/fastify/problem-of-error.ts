import { STATUS_CODES } from 'node:http';
import type { FastifyError } from 'fastify';

import { PROBLEMS, ProblemError, type ProblemType } from '../problems/index.ts';
import { fieldErrors } from './field-errors.ts';

const BY_STATUS = new Map<number, ProblemType>(
  [
    PROBLEMS.invalidRequest,
    PROBLEMS.notFound,
    PROBLEMS.methodNotAllowed,
    PROBLEMS.requestTimeout,
    PROBLEMS.bodyTooLarge,
    PROBLEMS.uriTooLong,
    PROBLEMS.unsupportedMediaType,
    PROBLEMS.headersTooLarge,
    PROBLEMS.serviceUnavailable,
  ].map((problem) => [problem.status, problem]),
);

/** What may be told of the framework's own errors; their messages quote the request. */
const DETAILS: Readonly<Record<string, string>> = {
  FST_ERR_BAD_URL: 'The path has a broken percent escape.',
  FST_ERR_MAX_PARAM_LENGTH: 'A path parameter is too long.',
  FST_ERR_CTP_INVALID_JSON_BODY: 'The body is not valid JSON.',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'The body is empty, although its media type is application/json.',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'The body is not as long as Content-Length says.',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'This operation does not accept bodies of this media type.',
};

/** The problem that any thrown error is answered with. Only ProblemErrors speak for themselves; others become causes. */
export function problemOfError(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (!isFrameworkError(error)) return new ProblemError(PROBLEMS.internalError, { cause: error });
  if (error.validation !== undefined) {
    const errors = fieldErrors(error.validation, error.validationContext);
    return new ProblemError(PROBLEMS.validationFailed, { detail: summary(errors.length), errors, cause: error });
  }
  const status = error.statusCode ?? 500;
  if (status === 503) return new ProblemError(PROBLEMS.serviceUnavailable, { cause: error });
  if (status < 400 || status >= 500) return new ProblemError(PROBLEMS.internalError, { cause: error });
  const problem = BY_STATUS.get(status) ?? { type: 'about:blank', status, title: STATUS_CODES[status] ?? 'Refused' };
  const detail = DETAILS[error.code];
  return new ProblemError(problem, { ...(detail === undefined ? {} : { detail }), cause: error });
}

function isFrameworkError(error: unknown): error is FastifyError {
  return error instanceof Error && ('statusCode' in error || 'validation' in error);
}

function summary(count: number): string {
  return count === 1 ? 'One field breaks a rule; see errors.' : `${count} fields break a rule; see errors.`;
}
