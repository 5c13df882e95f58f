/** A request that is here as a whole. */
export interface RequestMessage {
  readonly method: string;
  /** Path and query, as they are to stand in the request line. */
  readonly target: string;
  /** Names and values, alternating, each fit for a head; without those about the connection and the framing. */
  readonly headers: readonly string[];
  readonly body: Buffer | null;
}

/** Methods whose requests have a body, so that one without says so (RFC 9110 section 8.6). */
const WITH_BODY: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH']);
/** A request as it leaves. */
export interface OutgoingRequest {
  /** Text of one character a byte. */
  readonly head: string;
  readonly body: Buffer | null;
  /** Whether its response has no body, whatever that says. */
  readonly isHead: boolean;
}

const NEVER_IN_TARGET = /[^\x21-\x7e]/;

/**
 * A request as it leaves for a host. Throws where the target could end its line before its time: whatever that was made of
 * should have been refused before.
 */
export function outgoingRequest({ method, target, headers, body }: RequestMessage, host: string): OutgoingRequest {
  let fields = '';
  for (let at = 0; at < headers.length; at += 2) fields += `${headers[at]}: ${headers[at + 1]}\r\n`;
  if (NEVER_IN_TARGET.test(target)) throw new Error('the target holds what is not visible');
  const length = body === null ? 0 : body.length;
  const framing = length > 0 || WITH_BODY.has(method) ? `content-length: ${length}\r\n` : '';
  const head = `${method} ${target} HTTP/1.1\r\nhost: ${host}\r\nconnection: keep-alive\r\n${fields}${framing}\r\n`;
  return { head, body, isHead: method === 'HEAD' };
}
