import type { RoutedUpstream } from '@keyward/auth';

import type { Exchange } from '../edge/exchange.ts';
import { requireCredential } from './credential.ts';
import { type Forwarding, type ForwardOptions, forwardRequest } from './forward-request.ts';
import type { ResponseRelay } from './response-relay.ts';
import type { Upstreams } from './upstreams.ts';

/** Where a request was let go to. */
interface Permitted {
  readonly upstream: RoutedUpstream;
  /** Whether it still is. */
  holds(): boolean;
}

/** Sends a request to the upstream that it was granted, with the upstream's own credential. Throws ProblemErrors. */
export function createUpstreamCall(upstreams: Upstreams, options: ForwardOptions) {
  return (
    exchange: Exchange,
    permitted: Permitted,
    target: string,
    parts: Pick<Forwarding, 'head' | 'readAlong'> = {},
  ): ResponseRelay => {
    const { upstream } = permitted;
    const credential = requireCredential(upstream);
    exchange.credentialId = credential?.id ?? null;
    const forwarding = {
      upstream: upstreams.at(upstream.baseUrl),
      target,
      credential,
      mayLeave: () => permitted.holds(),
      ...parts,
    };
    return forwardRequest(exchange, forwarding, options);
  };
}
