import { createServer, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ProblemError } from '@keyward/auth';

import { writeWhole } from '../whole-writes.ts';
import { answerProblemRaw } from './answer-problem.ts';
import { type Listener, oneAtATime } from './one-at-a-time.ts';
import { type ParserError, parserProblem } from './parser-problem.ts';
import { methodNeverAllowed } from './request-rules.ts';

/** Bounds of the connections to clients, in milliseconds. */
export interface ConnectionLimits {
  /** From the opening of a connection, or the first byte of a later request, to the end of its headers. */
  headersMs: number;
  /** How often that is looked at. */
  checkEveryMs: number;
  /** How long a connection may idle between two requests: longer than load balancers let theirs. */
  keepAliveMs: number;
}

export const CONNECTION_LIMITS: ConnectionLimits = { headersMs: 10_000, checkEveryMs: 1_000, keepAliveMs: 65_000 };

/** After an answer to broken bytes: how long the client has to read it before the connection is cut. */
const LAST_WORD_MS = 500;

/** The HTTP server in front of everything: strict parsing, bounded headers, one request of a connection at a time. */
export function createHttpServer(listener: Listener, limits: ConnectionLimits): Server {
  const { serve, occupationOf, targetOf } = oneAtATime(listener);
  const server = createServer({
    insecureHTTPParser: false,
    maxHeaderSize: 16 * 1024,
    headersTimeout: limits.headersMs,
    connectionsCheckingInterval: limits.checkEveryMs,
    keepAliveTimeout: limits.keepAliveMs,
    // Bodies have a limit on their pace instead: an upload may take as long as it needs.
    requestTimeout: 0,
    // A missing Host is refused with the other header rules, in our own form.
    requireHostHeader: false,
  });
  server.on('connection', writeWhole);
  server.on('request', (request, response) => serve(request, response, false));
  server.on('checkContinue', (request, response) => serve(request, response, true));
  server.on('checkExpectation', (request, response) => serve(request, response, false));
  server.on('connect', (_request, socket) => {
    if (occupationOf(socket) === 'nothing') refuse(socket, methodNeverAllowed(), '');
    else socket.destroy();
  });
  server.on('clientError', (error: ParserError, socket) => {
    // While a response is under way the client would take ours for a part of it, or for the answer to another request.
    const gone = error.code === 'ECONNRESET' || !socket.writable;
    const occupation = occupationOf(socket);
    if (gone || occupation === 'answering') {
      socket.destroy();
      return;
    }
    const target = occupation === 'reading a body' ? targetOf(socket) : targetAtStart(error.rawPacket);
    refuse(socket, parserProblem(error), target);
  });
  return server;
}

function refuse(socket: Duplex, problem: ProblemError, target: string): void {
  answerProblemRaw(socket, problem, target.split('?', 1)[0] ?? '');
  setTimeout(() => socket.destroy(), LAST_WORD_MS).unref();
}

/** The target of a request that the parser gave up in its head, where the packet begins with that request. */
function targetAtStart(packet: Buffer | undefined): string {
  return /^[A-Z]+ (\S+) HTTP\//.exec(packet?.toString('latin1', 0, 2048) ?? '')?.[1] ?? '';
}
