import type { RoutedUpstream, Subject } from '@keyward/auth';

import type { Claim } from '../limits/limiter.ts';

/** Leave for a request, valid as long as what it rests on is. */
export interface Leave {
  /** The key that it was given to, as far as the request ends with it; undefined where no key is needed. */
  readonly holder: Holder | undefined;
  /** What the request takes of its limits. */
  readonly claim: Claim;
  /** The synchronous check right before the request is dispatched. */
  holds(): boolean;
}

export interface Holder {
  /** What the leave rests on: a change of any of it has the request judged anew. */
  readonly subjects: readonly Subject[];
  /** Milliseconds since the epoch; null for never. */
  readonly expiresAt: number | null;
}

/** Leave to forward a request to an upstream. */
export interface Grant extends Leave {
  readonly upstream: RoutedUpstream;
}
