import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ProblemError, problemDocument, problemHeaders } from '@keyward/auth';
import { acceptRequestId } from '@keyward/auth/fastify';

import { discardBody } from './discard-body.ts';
import type { Exchange } from './exchange.ts';

/** Answers a refusal as a problem document; what the client still sends of its body is read and dropped. */
export function answerProblem({ request, response, id }: Exchange, problem: ProblemError): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { headers, body } = problemMessage(problem, id);
  response.writeHead(problem.problem.status, headers);
  response.end(body);
  discardBody(request);
}

/** Answers on a bare socket, where the parser refused the bytes or node hands over no response, and closes it. */
export function answerProblemRaw(socket: Duplex, problem: ProblemError): void {
  const { status } = problem.problem;
  const { headers, body } = problemMessage(problem, acceptRequestId(undefined, false));
  const lines = Object.entries({ ...headers, connection: 'close' }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${body}`);
}

/** Flowise's clients read `message`, so it stands beside the members of RFC 9457. */
function problemMessage(problem: ProblemError, id: string) {
  const document = problemDocument(problem, id);
  const body = JSON.stringify({ ...document, message: document.detail });
  const headers = {
    ...problemHeaders(problem),
    'cache-control': 'no-store',
    'content-length': String(Buffer.byteLength(body)),
    'x-request-id': id,
  };
  return { headers, body };
}
