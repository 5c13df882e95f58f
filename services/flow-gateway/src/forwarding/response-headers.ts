import type { Exchange } from '../edge/exchange.ts';
import { isBodiless } from '../message-head.ts';
import type { HeaderList } from '../origins/call.ts';
import type { CredentialMask } from './credential-mask.ts';
import { isHopByHop, namedByConnection } from './hop-by-hop.ts';
import { headerValue } from './received-headers.ts';

/**
 * The headers for the client, names and values alternating, from what the upstream sent, repeated ones kept. A
 * credential in a value, as in a `Location` that repeats the query, is masked. What the gateway says of its own limits
 * takes the place of what the upstream says of others.
 */
export function responseHeaders(
  received: HeaderList,
  status: number,
  { id, admission }: Pick<Exchange, 'id' | 'admission'>,
  mask?: CredentialMask,
): string[] {
  const named = namedByConnection(headerValue(received, 'connection'));
  const limits = admission?.headers;
  const result: string[] = [];
  for (let at = 0; at < received.length; at += 2) {
    const name = received[at] ?? '';
    const value = received[at + 1] ?? '';
    if (isHopByHop(name) || isSaidHere(name) || named?.has(name) === true) continue;
    if (limits !== undefined && Object.hasOwn(limits, name)) continue;
    // Some clients wait for a body all the same where a length is given.
    if (name === 'content-length' && isBodiless(status)) continue;
    result.push(name, mask === undefined ? value : mask.header(value));
  }
  result.push('x-request-id', id);
  if (limits !== undefined) result.push('ratelimit-policy', limits['ratelimit-policy'], 'ratelimit', limits.ratelimit);
  return result;
}

/** What no upstream can say. */
function isSaidHere(name: string): boolean {
  return name === 'x-request-id' || name.startsWith('x-keyward-');
}
