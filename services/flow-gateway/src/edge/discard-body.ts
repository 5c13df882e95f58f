import type { IncomingMessage } from 'node:http';

/** How long a client may go on sending a body that nobody wants any more. */
const PATIENCE_MS = 5_000;

/**
 * Reads the rest of a request's body and drops it, so that a client which is still sending gets to read its answer;
 * closes the connection when that takes too long.
 */
export function discardBody(request: IncomingMessage): void {
  if (request.complete || request.destroyed) return;
  const { socket } = request;
  const timer = setTimeout(() => socket.destroy(), PATIENCE_MS).unref();
  request.once('close', () => clearTimeout(timer));
  request.on('error', ignore);
  request.resume();
}

/** A client that breaks off now has lost nothing. */
function ignore(): void {}
