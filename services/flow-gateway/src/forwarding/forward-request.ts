import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { type InjectedCredential, PROBLEMS, ProblemError } from '@keyward/auth';

import { callForBody } from '../edge/call-for-body.ts';
import type { Exchange } from '../edge/exchange.ts';
import { GATEWAY_PROBLEMS } from '../problems.ts';
import { targetWithCredential } from './credential.ts';
import { credentialMask } from './credential-mask.ts';
import { type BodyHead, isStillComing, streamedBody, wholeBody } from './request-body.ts';
import { requestHeaders } from './request-headers.ts';
import { type RelayOptions, ResponseRelay } from './response-relay.ts';
import { undiciHandler } from './streaming-call.ts';
import type { Upstream } from './upstreams.ts';
import { hasPassedHere } from './via.ts';

export interface ForwardOptions extends RelayOptions {
  /** How often the pace of a body that is being sent is looked at, in milliseconds. */
  bodyWindowMs: number;
}

/** What goes upstream, and how its answer is treated. */
export interface Forwarding {
  readonly upstream: Upstream;
  /** Path and query, behind the upstream's own path. */
  readonly target: string;
  /** What the request carries in place of the client's own token. */
  readonly credential: InjectedCredential | null;
  /** What has been read of the body already. */
  readonly head?: BodyHead | undefined;
  /** Reads along with the answer. */
  readonly readAlong?: ((piece: Buffer) => void) | undefined;
  /** Asked right before the first byte is written: whether the request still has leave to go. */
  readonly mayLeave: () => boolean;
}

/**
 * Sends a request to an upstream and the response back, both as they come. It is sent once: of an answer or a broken
 * connection nobody can tell whether the flow ran. (A host with several addresses is dialled at each until one accepts.)
 * Throws ProblemError `loopDetected` (508), and what the body's inspection throws.
 */
export function forwardRequest(exchange: Exchange, forwarding: Forwarding, options: ForwardOptions): ResponseRelay {
  const { request, body } = exchange;
  const { upstream, target, credential, head, readAlong, mayLeave } = forwarding;
  if (hasPassedHere(request.headers.via)) throw new ProblemError(GATEWAY_PROBLEMS.loopDetected);
  const coming = isStillComing(body) ? body : undefined;
  const whole = coming === undefined ? wholeBody(body, head) : null;
  const mask = credential === null ? undefined : credentialMask(credential);
  const relay = new ResponseRelay(exchange, options, { mask, readAlong, mayLeave });
  const readable = mask !== undefined || readAlong !== undefined;
  const headers = requestHeaders(exchange, { credential, readable });
  const path = upstream.basePath === '' && !target.startsWith('/') ? `/${target}` : upstream.basePath + target;
  const method = request.method ?? '';
  const fullTarget = credential === null ? path : targetWithCredential(path, credential);
  if (coming === undefined) {
    upstream.origin.send({ method, target: fullTarget, headers, body: whole }, relay);
    return relay;
  }
  const length = request.headers['content-length'];
  if (length !== undefined) {
    headers.push('content-length', head === undefined ? length : String(Number(length) + head.growth));
  }
  const stream = bodyToCome(exchange, coming, relay, head, options);
  upstream.streaming().dispatch({ method, path: fullTarget, headers, body: stream }, undiciHandler(relay));
  return relay;
}

function bodyToCome(
  exchange: Exchange,
  body: IncomingMessage,
  relay: ResponseRelay,
  head: BodyHead | undefined,
  options: ForwardOptions,
): Readable {
  const refuse = (error: unknown) => {
    relay.abort();
    options.refuse(exchange, error);
  };
  return streamedBody(body, {
    head,
    windowMs: options.bodyWindowMs,
    onWanted: () => callForBody(exchange),
    onTooSlow: () => refuse(bodyTooSlow()),
    onRefused: refuse,
  });
}

/** The refusal of a body that does not come. */
export function bodyTooSlow(): ProblemError {
  return new ProblemError(PROBLEMS.requestTimeout, { detail: 'The body came too slowly.' });
}
