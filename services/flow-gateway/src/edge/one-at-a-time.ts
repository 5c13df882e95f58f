import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

const MAX_WAITING = 16;

export type Listener = (request: IncomingMessage, response: ServerResponse, awaitsContinue: boolean) => void;

/** What a connection is busy with. */
type Occupation = 'nothing' | 'reading a body' | 'answering';

interface Turns {
  readonly serve: Listener;
  /** Tells what bytes that the parser cannot read belong to. */
  readonly occupationOf: (connection: Duplex) => Occupation;
  /** The target of the connection's newest request, empty before the first. */
  readonly targetOf: (connection: Duplex) => string;
}

/** The newest request of a connection, and how many of its requests wait for their turn. */
interface Queue {
  request: IncomingMessage;
  response: ServerResponse;
  waiting: number;
}

/**
 * Serves the requests of one connection one after the other. Node hands over pipelined requests while earlier ones are
 * still being answered; run side by side, a write could overtake another (RFC 9112 section 9.3.2), and one connection
 * could hold any number of them. Too many waiting requests end the connection.
 */
export function oneAtATime(listener: Listener): Turns {
  const queues = new WeakMap<Duplex, Queue>();

  function serve(request: IncomingMessage, response: ServerResponse, awaitsContinue: boolean): void {
    const { socket } = request;
    const queue = queues.get(socket);
    if (queue === undefined) {
      queues.set(socket, { request, response, waiting: 0 });
      listener(request, response, awaitsContinue);
      return;
    }
    const previous = queue.response;
    queue.request = request;
    queue.response = response;
    if (previous.closed) {
      listener(request, response, awaitsContinue);
      return;
    }
    if (queue.waiting >= MAX_WAITING) {
      socket.destroy();
      return;
    }
    queue.waiting++;
    previous.once('close', () => {
      queue.waiting--;
      if (!socket.destroyed) listener(request, response, awaitsContinue);
    });
  }

  function occupationOf(connection: Duplex): Occupation {
    const queue = queues.get(connection);
    if (queue === undefined || queue.response.closed) return 'nothing';
    const readsBody = queue.waiting === 0 && !queue.request.complete && !queue.response.headersSent;
    return readsBody ? 'reading a body' : 'answering';
  }

  return { serve, occupationOf, targetOf: (connection) => queues.get(connection)?.request.url ?? '' };
}
