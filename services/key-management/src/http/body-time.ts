import { Socket } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** How long the body of a request may take to arrive, in milliseconds, where that is not the usual time. */
    readonly bodyTimeMs?: number;
  }
}

const USUAL_MS = 30_000;

/** The longest time that a route may allow. */
export const LONGEST_BODY_TIME_MS = 10 * 60_000;

/**
 * Bounds the time in which a body has to arrive, by route. Node itself has one time for all, which would have to be
 * that of the largest upload.
 */
export function boundBodyTime(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    const { raw, routeOptions } = request;
    // A request that was injected is there at once, and has no connection.
    if (!hasBody(request) || !(raw.socket instanceof Socket)) return;
    const timer = setTimeout(() => {
      if (raw.complete) return;
      // As Node does when its own time is over.
      const timeout = Object.assign(new Error('Request timeout'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });
      app.server.emit('clientError', timeout, raw.socket);
    }, routeOptions.config.bodyTimeMs ?? USUAL_MS);
    timer.unref();
    raw.once('close', () => clearTimeout(timer));
  });
}

function hasBody({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}
