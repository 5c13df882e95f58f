import { IncomingMessage } from 'node:http';

import type { RequestBody } from './client-message.ts';

/** How long a client may go on sending a body that nobody wants any more. */
const PATIENCE_MS = 5_000;

/**
 * Reads the rest of a request's body and drops it, so that a client which is still sending gets to read its answer;
 * closes the connection when that takes too long.
 */
export function discardBody(body: RequestBody): void {
  if (!(body instanceof IncomingMessage) || body.complete || body.destroyed) return;
  const { socket } = body;
  const timer = setTimeout(() => socket.destroy(), PATIENCE_MS).unref();
  body.once('close', () => clearTimeout(timer));
  body.on('error', ignore);
  body.resume();
}

/** A client that breaks off now has lost nothing. */
function ignore(): void {}
