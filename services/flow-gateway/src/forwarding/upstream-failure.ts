import { ProblemError } from '@keyward/auth';

import { GATEWAY_PROBLEMS } from '../problems.ts';

const LOST_CONNECTION: ReadonlySet<string> = new Set(['ORIGIN_CLOSED', 'UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/**
 * What the client is told when a call failed before the upstream's response began; the error itself is for the log.
 * `dialled` says whether a connection was there, so that something of the request may have been sent.
 */
export function upstreamFailure(error: Error, dialled: boolean): ProblemError {
  const code = codeOf(error);
  switch (code) {
    case 'FORBIDDEN_ADDRESS':
      return failure('upstreamForbidden', "The upstream's address is not one that may be called.", error);
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'ETIMEDOUT':
      return failure('upstreamTimeout', 'The upstream did not accept a connection in time.', error);
    case 'UND_ERR_HEADERS_TIMEOUT':
    case 'RESPONSE_TIMEOUT':
      return failure('upstreamTimeout', 'The upstream did not answer in time.', error);
  }
  if (!dialled) return failure('upstreamUnreachable', 'No connection to the upstream can be made.', error);
  return code !== undefined && LOST_CONNECTION.has(code)
    ? failure('upstreamInvalidResponse', 'The upstream closed the connection before it answered.', error)
    : failure('upstreamInvalidResponse', 'The upstream did not answer in well-formed HTTP.', error);
}

/** An upstream that answered in a coding that it was not asked for, so that its credential can't be looked for in it. */
export function unreadableAnswer(): ProblemError {
  const detail = 'The upstream compressed its answer, which it was not asked to do.';
  return new ProblemError(GATEWAY_PROBLEMS.upstreamInvalidResponse, { detail });
}

function failure(name: keyof typeof GATEWAY_PROBLEMS, detail: string, cause: Error): ProblemError {
  return new ProblemError(GATEWAY_PROBLEMS[name], { detail, cause });
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
