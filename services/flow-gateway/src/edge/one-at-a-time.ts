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
  /** The target of the connection's newest request, empty where none is under way. */
  readonly targetOf: (connection: Duplex) => string;
}

/** The answer to the newest request of a connection until it is over, and how many of its requests wait for their turn. */
interface Queue {
  newest: ServerResponse | undefined;
  waiting: number;
}

/**
 * Serves the requests of one connection one after the other. Node hands over pipelined requests while earlier ones are
 * still being answered; run side by side, a write could overtake another (RFC 9112 section 9.3.2), and one connection
 * could hold any number of them. Too many waiting requests end the connection.
 */
export function oneAtATime(listener: Listener): Turns {
  const queues = new WeakMap<Duplex, Queue>();

  function queueOf(connection: Duplex): Queue {
    const known = queues.get(connection);
    if (known !== undefined) return known;
    const queue: Queue = { newest: undefined, waiting: 0 };
    queues.set(connection, queue);
    return queue;
  }

  function serve(request: IncomingMessage, response: ServerResponse, awaitsContinue: boolean): void {
    const { socket } = request;
    const queue = queueOf(socket);
    const previous = queue.newest;
    queue.newest = response;
    response.on('close', over);
    if (previous === undefined) {
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

  /** An idle connection keeps nothing of its last request: neither its token nor its memory. */
  function over(this: ServerResponse): void {
    const queue = queues.get(this.req.socket);
    if (queue?.newest === this) queue.newest = undefined;
  }

  function occupationOf(connection: Duplex): Occupation {
    const queue = queues.get(connection);
    if (queue?.newest === undefined) return 'nothing';
    const readsBody = queue.waiting === 0 && !queue.newest.req.complete && !queue.newest.headersSent;
    return readsBody ? 'reading a body' : 'answering';
  }

  return { serve, occupationOf, targetOf: (connection) => queues.get(connection)?.newest?.req.url ?? '' };
}
