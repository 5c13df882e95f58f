import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ProblemError, problemHeaders } from '@keyward/auth';
import { acceptRequestId } from '@keyward/auth/fastify';

import { dialectOf } from './dialect.ts';
import { discardBody } from './discard-body.ts';
import type { Exchange } from './exchange.ts';

/** Answers a refusal as the path's clients read it; what the client still sends of its body is read and dropped. */
export function answerProblem(
  { body: requestBody, response, id, path, admission }: Exchange,
  problem: ProblemError,
): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { headers, body } = problemMessage(problem, id, path);
  response.writeHead(problem.problem.status, { ...admission?.headers, ...headers });
  response.end(body, 'utf8');
  discardBody(requestBody);
}

/** After an answer on a bare socket: how long the client has to read it before the connection is cut. */
const LAST_WORD_MS = 500;

/**
 * Answers on a bare socket, where the bytes are no request or node hands over no response, and closes it. `target` is that
 * of the request, empty where nobody knows it.
 */
export function answerAndClose(socket: Duplex, problem: ProblemError, target: string): void {
  const { status } = problem.problem;
  const { headers, body } = problemMessage(problem, acceptRequestId(undefined, false), target.split('?', 1)[0] ?? '');
  const lines = Object.entries({ ...headers, connection: 'close' }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${body}`);
  setTimeout(() => socket.destroy(), LAST_WORD_MS).unref();
}

function problemMessage(problem: ProblemError, id: string, path: string) {
  const { mediaType, refusal } = dialectOf(path);
  const body = JSON.stringify(refusal(problem, id));
  const headers = {
    ...problemHeaders(problem),
    'content-type': mediaType,
    'cache-control': 'no-store',
    'content-length': String(Buffer.byteLength(body)),
    'x-request-id': id,
  };
  return { headers, body };
}
