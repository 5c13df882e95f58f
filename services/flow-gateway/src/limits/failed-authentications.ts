import ipaddr from 'ipaddr.js';
import { LRUCache } from 'lru-cache';

import { tooManyFailures } from './rate-limited.ts';

/** Counts the tokens that were refused, by the address of the client. */
export interface FailedAuthentications {
  /** Throws ProblemError `tooManyFailures` (429) for a client of which too many were refused. */
  check(address: string): void;
  count(address: string): void;
}

/** More than a client that is set up wrong sends before somebody sees it; far too few to look for tokens. */
const MOST_FAILURES = 100;
const WINDOW_MS = 60_000;
/** Beyond so many clients those are forgotten that have been silent for longest. */
const MAX_CLIENTS = 20_000;

/** `now` is monotonic, in milliseconds; `onRefused` is told of each refusal. */
export function createFailedAuthentications(
  onRefused: () => void,
  now: () => number = () => performance.now(),
): FailedAuthentications {
  const clients = new LRUCache<string, { failures: number; readonly endsAt: number }>({ max: MAX_CLIENTS });

  return {
    check(address) {
      if (clients.size === 0) return;
      const client = clients.get(networkOf(address));
      if (client === undefined || client.failures < MOST_FAILURES) return;
      const leftMs = client.endsAt - now();
      if (leftMs <= 0) return;
      onRefused();
      throw tooManyFailures(leftMs);
    },
    count(address) {
      const network = networkOf(address);
      const client = clients.get(network);
      if (client !== undefined && client.endsAt > now()) client.failures++;
      else clients.set(network, { failures: 1, endsAt: now() + WINDOW_MS });
    },
  };
}

/** Whoever has one address of IPv6 has a whole /64. */
function networkOf(address: string): string {
  if (!address.includes(':') || !ipaddr.IPv6.isValid(address)) return address;
  return ipaddr.IPv6.parse(address).parts.slice(0, 4).join(':');
}
