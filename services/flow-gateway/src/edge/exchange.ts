import type { AddressList, RunningRequest } from '@keyward/auth';
import { acceptRequestId } from '@keyward/auth/fastify';

import type { Admission } from '../limits/limiter.ts';
import type { ExchangeTrace } from '../tracing/exchange-trace.ts';
import { type Destination, NO_DESTINATION } from '../usage/destination.ts';
import type { TokenUsage } from '../usage/token-usage.ts';
import { clientAddress, createPeerReader, type Peer } from './client-address.ts';
import type { ClientResponse, RequestBody, RequestHead } from './client-message.ts';

/** One request and its response on their way through the gateway, with what the edge knows of them. */
export interface Exchange {
  readonly request: RequestHead;
  readonly body: RequestBody;
  readonly response: ClientResponse;
  /** What `X-Request-Id` says to the upstream, the client and the log. */
  readonly id: string;
  /** Milliseconds, by the monotonic clock. */
  readonly startedAt: number;
  /** How many milliseconds it took; 0 until it is over. */
  durationMs: number;
  readonly peer: Peer;
  /** The client's IP address. */
  readonly address: string;
  /** As it came, byte for byte; it is all of the target that is not the query. */
  readonly path: string;
  /** As it came, without its question mark. */
  readonly query: string;
  /** Whether the client still waits for `100 Continue` before it sends the body. */
  awaitsContinue: boolean;
  /** The pattern of the route, for the log. */
  route: string | undefined;
  /** Whose key it is, for the log. */
  keyId: string | undefined;
  /** The type of the problem it was refused with, for the log. */
  problem: string | undefined;
  /** Why it was refused, for the key's owner; the client may have been told less. */
  reason: string | undefined;
  /** Whether the answer broke off because the upstream did. */
  upstreamFailed: boolean;
  /** Where it goes, as far as that is known. */
  destination: Destination;
  /** The credential that went along with it; null where none did. */
  credentialId: string | null;
  /** What its limits have let through, and what the answer says of them. */
  admission: Admission | undefined;
  /** The tokens that its language model has used, as far as the answer tells. */
  tokens: TokenUsage | undefined;
  /** Its spans; undefined where none are recorded. */
  trace: ExchangeTrace | undefined;
  /** How many bytes of its body are held in memory until it is over. */
  heldBytes: number;
  /** What passes the answer on, told when that is over. */
  relay: { closed(): void } | undefined;
  /** As the change feed watches over it, while it is under way. */
  running: RunningRequest | undefined;
}

/** Begins an exchange: splits the target, and tells the client from the proxies in front of it. */
export function createExchangeOpener(trustedProxies: AddressList) {
  const readPeer = createPeerReader(trustedProxies);
  return (request: RequestHead, body: RequestBody, response: ClientResponse, awaitsContinue: boolean): Exchange => {
    const { url = '', headers } = request;
    const mark = url.indexOf('?');
    const peer = readPeer(request.socket);
    const forwardedFor = headers['x-forwarded-for'];
    return {
      request,
      body,
      response,
      id: acceptRequestId(headers['x-request-id'], peer.trusted),
      startedAt: performance.now(),
      durationMs: 0,
      peer,
      address: clientAddress(peer, typeof forwardedFor === 'string' ? forwardedFor : undefined, trustedProxies),
      path: mark === -1 ? url : url.slice(0, mark),
      query: mark === -1 ? '' : url.slice(mark + 1),
      awaitsContinue,
      route: undefined,
      keyId: undefined,
      problem: undefined,
      reason: undefined,
      upstreamFailed: false,
      destination: NO_DESTINATION,
      credentialId: null,
      admission: undefined,
      tokens: undefined,
      trace: undefined,
      heldBytes: 0,
      relay: undefined,
      running: undefined,
    };
  };
}
