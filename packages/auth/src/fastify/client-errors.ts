import { ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';

import { PROBLEMS, ProblemError, type ProblemType, problemDocument, problemHeaders } from '../problems/index.ts';
import { acceptRequestId } from './request-id.ts';

const LINGER_MS = 500;

/** Connections that have their answer; what else comes on them is not read. */
const answered = new WeakSet<Socket>();

/**
 * Fastify's `clientErrorHandler`: answers what node's parser refuses, before there is a request, as a problem document,
 * and closes the connection, since nobody knows where the next request would begin.
 */
export function clientErrorHandler(error: Error & { code?: string }, socket: Socket): void {
  if (answered.has(socket)) return;
  answered.add(socket);
  if (error.code === 'ECONNRESET' || !socket.writable || isAnswering(socket)) {
    socket.destroy();
    return;
  }
  const id = acceptRequestId(undefined, false);
  const refusal = new ProblemError(problemOf(error.code));
  const { status } = refusal.problem;
  const body = JSON.stringify(problemDocument(refusal, id));
  const headers = {
    ...problemHeaders(refusal),
    'x-request-id': id,
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${body}`);
  // Destroyed at once, a client that is still sending would see a reset instead of the answer.
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}

/** Whether an answer is half sent on this connection: what is written now would become part of it. */
function isAnswering(socket: Socket): boolean {
  const message: unknown = Reflect.get(socket, '_httpMessage');
  return message instanceof ServerResponse && message.headersSent;
}

function problemOf(code: string | undefined): ProblemType {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return PROBLEMS.headersTooLarge;
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return PROBLEMS.requestTimeout;
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return PROBLEMS.bodyTooLarge;
    default:
      return PROBLEMS.invalidRequest;
  }
}
