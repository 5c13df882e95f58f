import type { Exchange } from '../edge/exchange.ts';
import type { CredentialMask } from './credential-mask.ts';
import { isHopByHop, namedByConnection } from './hop-by-hop.ts';
import type { ReceivedHeaders } from './received-headers.ts';

/**
 * The headers for the client, names and values alternating, from what the upstream sent, repeated ones kept. A
 * credential in a value, as in a `Location` that repeats the query, is masked. What the gateway says of its own limits
 * takes the place of what the upstream says of others.
 */
export function responseHeaders(
  received: ReceivedHeaders,
  status: number,
  { id, admission }: Pick<Exchange, 'id' | 'admission'>,
  mask?: CredentialMask,
): string[] {
  const named = namedByConnection(received.connection?.toString());
  const limits = admission?.headers;
  const result: string[] = [];
  for (const name of Object.keys(received)) {
    const value = received[name];
    if (value === undefined || isHopByHop(name) || isSaidHere(name) || named?.has(name) === true) continue;
    if (limits !== undefined && Object.hasOwn(limits, name)) continue;
    if (name === 'content-length' && isBodiless(status)) continue;
    if (typeof value === 'string') result.push(name, mask === undefined ? value : mask.header(value));
    else for (const one of value) result.push(name, mask === undefined ? one : mask.header(one));
  }
  result.push('x-request-id', id);
  if (limits !== undefined) result.push('ratelimit-policy', limits['ratelimit-policy'], 'ratelimit', limits.ratelimit);
  return result;
}

/** What no upstream can say. */
function isSaidHere(name: string): boolean {
  return name === 'x-request-id' || name.startsWith('x-keyward-');
}

/** Responses without a body by definition. Some clients wait for one all the same where a length is given. */
function isBodiless(status: number): boolean {
  return status === 204 || status === 304;
}
