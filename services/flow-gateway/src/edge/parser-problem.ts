import { PROBLEMS, ProblemError } from '@keyward/auth';

import { GATEWAY_PROBLEMS } from '../problems.ts';

/** An error of node's HTTP parser. */
export interface ParserError extends Error {
  readonly code?: string;
  readonly reason?: string;
  /** The bytes that it was reading. */
  readonly rawPacket?: Buffer;
}

/** What a client is told of bytes that node's parser refuses. */
export function parserProblem({ code, reason }: ParserError): ProblemError {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new ProblemError(PROBLEMS.headersTooLarge);
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return new ProblemError(PROBLEMS.bodyTooLarge);
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new ProblemError(PROBLEMS.requestTimeout);
    case 'HPE_PAUSED_H2_UPGRADE':
      return new ProblemError(GATEWAY_PROBLEMS.versionNotSupported);
    default:
      // The code alone also stands for a broken line end behind the version.
      return reason === 'Invalid HTTP version'
        ? new ProblemError(GATEWAY_PROBLEMS.versionNotSupported)
        : new ProblemError(PROBLEMS.invalidRequest, { detail: 'The bytes are no well-formed HTTP/1.1 request.' });
  }
}
