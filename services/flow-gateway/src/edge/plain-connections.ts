import type { Socket } from 'node:net';
import { PROBLEMS, ProblemError } from '@keyward/auth';

import { answerAndClose } from './answer-problem.ts';
import { PlainConnection, type PlainListener } from './plain-connection.ts';

/** Bounds of the connections to clients, in milliseconds. */
export interface ConnectionLimits {
  /** From the opening of a connection, or the first byte of a later request, to the end of its headers. */
  headersMs: number;
  /** How often that is looked at. */
  checkEveryMs: number;
  /** How long a connection may idle between two requests: longer than load balancers let theirs. */
  keepAliveMs: number;
}

export interface PlainConnections {
  /** Serves a new connection. */
  accept(socket: Socket): void;
  closeIdle(): void;
  closeAll(): void;
}

/** The connections that have carried plain requests only. The others are node's, with limits of the same length. */
export function createPlainConnections(
  listener: Omit<PlainListener, 'onLeft'>,
  limits: ConnectionLimits,
): PlainConnections {
  const connections = new Set<PlainConnection>();
  const keptS = Math.floor(limits.keepAliveMs / 1000);
  const whole: PlainListener = {
    ...listener,
    onLeft(connection) {
      connections.delete(connection);
      if (connections.size === 0) clearInterval(looking);
    },
  };
  let looking: NodeJS.Timeout | undefined;

  function look(): void {
    const now = performance.now();
    for (const connection of connections) {
      const { socket, idleSince = now, isNew } = connection;
      const idleMs = now - idleSince;
      if (isNew && idleMs > limits.headersMs) {
        connection.idleSince = undefined;
        answerAndClose(socket, new ProblemError(PROBLEMS.requestTimeout), '');
      } else if (!isNew && idleMs > limits.keepAliveMs) socket.destroy();
    }
  }

  return {
    accept(socket) {
      if (connections.size === 0) looking = setInterval(look, limits.checkEveryMs).unref();
      connections.add(new PlainConnection(socket, keptS, whole));
    },
    closeIdle() {
      for (const { socket, idleSince } of connections) if (idleSince !== undefined) socket.destroy();
    },
    closeAll() {
      for (const { socket } of connections) socket.destroy();
    },
  };
}
