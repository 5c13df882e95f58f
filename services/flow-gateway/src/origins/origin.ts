import type { Socket } from 'node:net';

import type { ResponseReceiver } from './call.ts';
import { type ConnectionOwner, OriginConnection, type ResponseLimits } from './origin-connection.ts';
import { type OutgoingRequest, outgoingRequest, type RequestMessage } from './request-message.ts';

/** Opens a connection, TLS included: as undici's connectors do. */
export type Dial = (
  to: { protocol: string; host: string; hostname: string; port: string },
  callback: (...result: [error: null, socket: Socket] | [error: Error, socket: null]) => void,
) => void;

/** The connections to one origin, as many as there are calls at once. */
export interface Origin {
  /**
   * Sends a request that is here as a whole, once, on an idle connection or on a new one. What comes of it is told to the
   * receiver; where no connection can be made that is `onError` without `onStart`. Throws where the message is none.
   */
  send(message: RequestMessage, receiver: ResponseReceiver): void;
  /** Closes idle connections now and the others when their calls are over, for which it waits. */
  close(): Promise<void>;
  readonly closed: boolean;
}

/** How often the time of calls and idle connections is looked at, in milliseconds. */
const LOOK_EVERY_MS = 500;
/** No more than such a part of a limit passes before it is looked at. */
const SHARE = 4;

/** An origin by its scheme, host and port. Nothing is dialled yet. */
export function createOrigin(url: URL, dial: Dial, limits: ResponseLimits): Origin {
  const { protocol, host, port } = url;
  // Brackets are the URL's own, no part of an address of version 6.
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  const connections = new Set<OriginConnection>();
  const idle: OriginConnection[] = [];
  const drained = Promise.withResolvers<void>();
  let dialling = 0;
  let closed = false;
  const lookEveryMs = Math.min(LOOK_EVERY_MS, limits.firstByteMs / SHARE, limits.idleStreamMs / SHARE);
  /** While there are connections. */
  let looking: NodeJS.Timeout | undefined;

  const owner: ConnectionOwner = {
    limits,
    onFree(connection) {
      if (closed) connection.close();
      else idle.push(connection);
    },
    onClosed(connection) {
      connections.delete(connection);
      const at = idle.indexOf(connection);
      if (at !== -1) idle.splice(at, 1);
      if (connections.size === 0) {
        clearInterval(looking);
        looking = undefined;
      }
      settle();
    },
  };

  function look(): void {
    const now = performance.now();
    for (const connection of connections) connection.checkTime(now);
  }

  function settle(): void {
    if (closed && dialling === 0 && connections.size === 0) drained.resolve();
  }

  /** The newest ones first: those that nobody needs grow old, and go. */
  function takeIdle(): OriginConnection | undefined {
    for (let connection = idle.pop(); connection !== undefined; connection = idle.pop()) {
      if (connection.isUsable) return connection;
      connection.close();
    }
    return undefined;
  }

  function open(request: OutgoingRequest, receiver: ResponseReceiver): void {
    dialling++;
    dial({ protocol, host, hostname, port }, (...[error, socket]) => {
      dialling--;
      if (error !== null) {
        receiver.onError(error);
        settle();
        return;
      }
      const connection = new OriginConnection(socket, owner);
      connections.add(connection);
      looking ??= setInterval(look, lookEveryMs).unref();
      connection.send(request, receiver);
    });
  }

  return {
    get closed() {
      return closed;
    },
    send(message, receiver) {
      const request = outgoingRequest(message, host);
      const connection = takeIdle();
      if (connection === undefined) open(request, receiver);
      else connection.send(request, receiver);
    },
    close() {
      closed = true;
      for (const connection of connections) if (connection.isIdle) connection.close();
      settle();
      return drained.promise;
    },
  };
}
