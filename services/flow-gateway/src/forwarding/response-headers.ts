import type { Exchange } from '../edge/exchange.ts';
import type { CredentialMask } from './credential-mask.ts';
import { isHopByHop, namedByConnection } from './hop-by-hop.ts';

/**
 * The headers for the client, names and values alternating, from what the upstream sent, repeated ones kept. A
 * credential in a value, as in a `Location` that repeats the query, is masked. What the gateway says of its own limits
 * takes the place of what the upstream says of others.
 */
export function responseHeaders(
  received: readonly string[],
  status: number,
  { id, admission }: Pick<Exchange, 'id' | 'admission'>,
  mask?: CredentialMask,
): string[] {
  const named = namedByConnection(connectionValue(received));
  const limits = admission?.headers;
  const result: string[] = [];
  for (let at = 0; at < received.length; at += 2) {
    const name = received[at] ?? '';
    const lower = name.toLowerCase();
    if (isHopByHop(lower) || named?.has(lower) === true || lower === 'x-request-id') continue;
    if (limits !== undefined && lower in limits) continue;
    if (lower.startsWith('x-keyward-') || (lower === 'content-length' && isBodiless(status))) continue;
    const value = received[at + 1] ?? '';
    result.push(name, mask === undefined ? value : mask.header(value));
  }
  result.push('x-request-id', id);
  if (limits !== undefined) result.push('ratelimit-policy', limits['ratelimit-policy'], 'ratelimit', limits.ratelimit);
  return result;
}

/** Responses without a body by definition. Some clients wait for one all the same where a length is given. */
function isBodiless(status: number): boolean {
  return status === 204 || status === 304;
}

/** The values of all `Connection` lines as one. */
function connectionValue(received: readonly string[]): string | undefined {
  let value: string | undefined;
  for (let at = 0; at < received.length; at += 2) {
    const name = received[at] ?? '';
    if (name.length !== 10 || name.toLowerCase() !== 'connection') continue;
    const line = received[at + 1] ?? '';
    value = value === undefined ? line : `${value},${line}`;
  }
  return value;
}
