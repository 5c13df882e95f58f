import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const ACCEPTED = /^[A-Za-z0-9._-]{1,128}$/;

/** The id of a request: the one its `X-Request-Id` names if the peer may name it and it is plain, else a new one. */
export function acceptRequestId(header: string | string[] | undefined, trusted: boolean): string {
  return trusted && typeof header === 'string' && ACCEPTED.test(header) ? header : randomUUID();
}

/** Fastify's `genReqId`. `isTrustedPeer` is asked about the address at the other end of the socket; nobody by default. */
export function genReqId(isTrustedPeer: (address: string) => boolean = () => false) {
  return (request: Pick<IncomingMessage, 'headers' | 'socket'>): string => {
    const header = request.headers['x-request-id'];
    return acceptRequestId(header, header !== undefined && isTrustedPeer(request.socket.remoteAddress ?? ''));
  };
}
