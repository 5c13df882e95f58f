import { PROBLEMS, ProblemError } from '@keyward/auth';

import { GATEWAY_PROBLEMS } from '../problems.ts';
import type { Exchange } from './exchange.ts';
import { pathProblem } from './path-rules.ts';

/** Far below the number from which on node drops headers silently. */
const MAX_HEADERS = 100;
const HOST = /^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/;

/**
 * Refuses what two readers could read in two ways, before anything else looks at it: throws a ProblemError. The parser
 * has refused broken framing and line ends already.
 */
export function checkRequest(exchange: Exchange): void {
  const { request, path } = exchange;
  if (request.httpVersion !== '1.1') {
    throw new ProblemError(GATEWAY_PROBLEMS.versionNotSupported);
  }
  checkHeaders(request.rawHeaders);
  if (request.headers.expect !== undefined && !exchange.awaitsContinue) {
    throw new ProblemError(GATEWAY_PROBLEMS.expectationFailed);
  }
  if (request.method === 'TRACE') throw methodNeverAllowed();
  if (!path.startsWith('/')) throw invalid('The request target must be a path (origin form, RFC 9112 section 3.2.1).');
  const problem = pathProblem(path);
  if (problem !== undefined) throw invalid(`The path ${problem}.`);
  if (exchange.query.includes('#')) throw invalid('The request target has a fragment.');
}

/** The refusal of a method that no route knows: TRACE, CONNECT. */
export function methodNeverAllowed(): ProblemError {
  return new ProblemError(PROBLEMS.methodNotAllowed, { headers: { allow: 'GET, HEAD, POST, PUT, DELETE, OPTIONS' } });
}

/** Node keeps the first or the last of repeated headers; the upstream might keep the other one. */
function checkHeaders(rawHeaders: readonly string[]): void {
  if (rawHeaders.length > 2 * MAX_HEADERS) {
    throw new ProblemError(PROBLEMS.headersTooLarge, { detail: `There are more than ${MAX_HEADERS} headers.` });
  }
  let host: string | undefined;
  let authorizations = 0;
  let apiKeys = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? '';
    const value = rawHeaders[at + 1] ?? '';
    switch (name.length) {
      case 4:
        if (name.toLowerCase() !== 'host') break;
        if (host !== undefined) throw invalid('There is more than one Host header.');
        host = value;
        break;
      case 9:
        if (name.toLowerCase() === 'x-api-key' && ++apiKeys > 1) throw repeated('X-API-Key');
        break;
      case 13:
        if (name.toLowerCase() === 'authorization' && ++authorizations > 1) throw repeated('Authorization');
        break;
      case 17:
        if (name.toLowerCase() === 'transfer-encoding' && value.toLowerCase() !== 'chunked') {
          throw invalid('The only transfer coding understood is chunked.');
        }
        break;
    }
  }
  if (host === undefined) throw invalid('The Host header is missing.');
  if (!HOST.test(host)) throw invalid('The Host header is not a host with an optional port.');
}

function invalid(detail: string): ProblemError {
  return new ProblemError(PROBLEMS.invalidRequest, { detail });
}

function repeated(name: string): ProblemError {
  return new ProblemError(PROBLEMS.ambiguousCredentials, { detail: `There is more than one ${name} header.` });
}
