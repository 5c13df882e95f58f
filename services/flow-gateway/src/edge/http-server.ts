import { Server, type ServerOptions } from 'node:http';
import type { Socket } from 'node:net';

import { writeWhole } from '../whole-writes.ts';
import { answerAndClose } from './answer-problem.ts';
import { type Listener, oneAtATime } from './one-at-a-time.ts';
import { type ParserError, parserProblem } from './parser-problem.ts';
import type { PlainListener } from './plain-connection.ts';
import { type ConnectionLimits, createPlainConnections, type PlainConnections } from './plain-connections.ts';
import { methodNeverAllowed } from './request-rules.ts';

export const CONNECTION_LIMITS: ConnectionLimits = { headersMs: 10_000, checkEveryMs: 1_000, keepAliveMs: 65_000 };

/** Whom requests go to: those that are read here, and those that are node's to read. */
export interface Listeners {
  readonly plain: Pick<PlainListener, 'takes' | 'serve'>;
  readonly other: Listener;
}

/**
 * Node's server, with plain requests read in front of it. It is handed each connection as a new one, with the bytes that
 * have come so far, when the first request on it is not plain.
 */
class FrontedServer extends Server {
  readonly #plain: PlainConnections;

  constructor(options: ServerOptions, plain: Listeners['plain'], limits: ConnectionLimits) {
    super(options);
    const [serveByNode] = this.listeners('connection');
    if (serveByNode === undefined) throw new Error("node's server does not listen to its own connections");
    const handOver = (socket: Socket, bytes: Buffer): void => {
      writeWhole(socket);
      Reflect.apply(serveByNode, this, [socket]);
      // Node's parser reads past the stream from now on: what was put back there would undo its back-pressure.
      socket.emit('data', bytes);
    };
    this.#plain = createPlainConnections({ ...plain, handOver }, limits);
    this.removeAllListeners('connection').on('connection', (socket) => this.#plain.accept(socket));
  }

  override closeIdleConnections(): void {
    super.closeIdleConnections();
    this.#plain.closeIdle();
  }

  override closeAllConnections(): void {
    super.closeAllConnections();
    this.#plain.closeAll();
  }
}

/** The HTTP server in front of everything: strict parsing, bounded headers, one request of a connection at a time. */
export function createHttpServer({ plain, other }: Listeners, limits: ConnectionLimits): Server {
  const { serve, occupationOf, targetOf } = oneAtATime(other);
  const options = {
    insecureHTTPParser: false,
    maxHeaderSize: 16 * 1024,
    headersTimeout: limits.headersMs,
    connectionsCheckingInterval: limits.checkEveryMs,
    keepAliveTimeout: limits.keepAliveMs,
    // Bodies have a limit on their pace instead: an upload may take as long as it needs.
    requestTimeout: 0,
    // A missing Host is refused with the other header rules, in our own form.
    requireHostHeader: false,
  };
  const server = new FrontedServer(options, plain, limits);
  server.on('request', (request, response) => serve(request, response, false));
  server.on('checkContinue', (request, response) => serve(request, response, true));
  server.on('checkExpectation', (request, response) => serve(request, response, false));
  server.on('connect', (_request, socket) => {
    if (occupationOf(socket) === 'nothing') answerAndClose(socket, methodNeverAllowed(), '');
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
    answerAndClose(socket, parserProblem(error), target);
  });
  return server;
}

/** The target of a request that the parser gave up in its head, where the packet begins with that request. */
function targetAtStart(packet: Buffer | undefined): string {
  return /^[A-Z]+ (\S+) HTTP\//.exec(packet?.toString('latin1', 0, 2048) ?? '')?.[1] ?? '';
}
