import { isToken } from '../message-head.ts';

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

/** What is above a byte, too: cut to one, U+010A is a line end. */
const BREAKS_LINES = /[\0\r\n\u0100-\uffff]/;
const NEVER_IN_TARGET = /[^!-~]/;

/**
 * A request as it leaves for a host. Throws where a part of it is not what it should be, so that it could end a line before
 * its time: whatever that was made of should have been refused before.
 */
export function outgoingRequest({ method, target, headers, body }: RequestMessage, host: string): OutgoingRequest {
  if (!isToken(method)) throw new Error('the method is none');
  let fields = '';
  for (let at = 0; at < headers.length; at += 2) {
    const name = headers[at] ?? '';
    const value = headers[at + 1] ?? '';
    if (!isToken(name)) throw new Error('the name of a header is none');
    if (BREAKS_LINES.test(value)) throw new Error(`the header ${name} holds a line end`);
    fields += `${name}: ${value}\r\n`;
  }
  if (NEVER_IN_TARGET.test(target)) throw new Error('the target holds what is not visible');
  const length = body === null ? 0 : body.length;
  const framing = length > 0 || WITH_BODY.has(method) ? `content-length: ${length}\r\n` : '';
  const head = `${method} ${target} HTTP/1.1\r\nhost: ${host}\r\nconnection: keep-alive\r\n${fields}${framing}\r\n`;
  return { head, body, isHead: method === 'HEAD' };
}
