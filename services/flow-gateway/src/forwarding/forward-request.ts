import type { Readable } from 'node:stream';
import { PROBLEMS, ProblemError } from '@keyward/auth';

import type { Exchange } from '../edge/exchange.ts';
import { GATEWAY_PROBLEMS } from '../problems.ts';
import { bodyAtHand, streamedBody } from './request-body.ts';
import { requestHeaders } from './request-headers.ts';
import { createResponseRelay, type RelayOptions, type ResponseRelay } from './response-relay.ts';
import type { Upstream } from './upstreams.ts';
import { hasPassedHere } from './via.ts';

export interface ForwardOptions extends RelayOptions {
  /** How often the pace of a body that is being sent is looked at, in milliseconds. */
  bodyWindowMs: number;
}

/**
 * Sends a request to an upstream and the response back, both as they come. `target` is the path and query for it,
 * behind the upstream's own path. It is sent once: of an answer or a broken connection nobody can tell whether the flow
 * ran. (A host with several addresses is dialled at each until one accepts.) Throws ProblemError `loopDetected` (508).
 */
export function forwardRequest(
  exchange: Exchange,
  upstream: Upstream,
  target: string,
  options: ForwardOptions,
): ResponseRelay {
  const { request } = exchange;
  if (hasPassedHere(request.headers.via)) throw new ProblemError(GATEWAY_PROBLEMS.loopDetected);
  const relay = createResponseRelay(exchange, options);
  const headers = requestHeaders(exchange);
  const atHand = bodyAtHand(request);
  const length = request.headers['content-length'];
  if (atHand === undefined && length !== undefined) headers.push('content-length', length);
  upstream.pool.dispatch(
    {
      method: request.method ?? '',
      path: upstream.basePath + target,
      headers,
      body: atHand === undefined ? bodyToCome(exchange, relay, options) : atHand,
    },
    relay.handler,
  );
  return relay;
}

function bodyToCome(exchange: Exchange, relay: ResponseRelay, options: ForwardOptions): Readable {
  const { request, response, awaitsContinue } = exchange;
  return streamedBody(request, {
    windowMs: options.bodyWindowMs,
    onWanted() {
      if (awaitsContinue && !response.headersSent) response.writeContinue();
    },
    onTooSlow() {
      relay.abort();
      options.refuse(exchange, new ProblemError(PROBLEMS.requestTimeout, { detail: 'The body came too slowly.' }));
    },
  });
}
