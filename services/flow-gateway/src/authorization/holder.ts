import type { ClientKey, RoutedUpstream, Subject } from '@keyward/auth';

import type { ActiveVerification } from '../authentication/authenticate.ts';
import { type Limited, limitedBy } from '../limits/limited.ts';
import type { Claim } from '../limits/limiter.ts';
import type { RouteAnswer } from '../routing/route-directory.ts';
import type { Grant, Holder, Leave } from './grant.ts';

/** The workspace of what does not exist: no key belongs to it. */
export const NOWHERE = { organizationId: '', workspaceId: '' };

/** What a request without a key takes of limits. */
export const NO_CLAIM: Claim = { limited: [], tokens: undefined };

/** Leave that is given to a key, and rests on the key and on the route. */
export class KeyLeave implements Leave, Holder {
  readonly claim: Claim;
  readonly #verification: ActiveVerification;
  readonly #route: RouteAnswer<unknown>;

  constructor(verification: ActiveVerification, route: RouteAnswer<unknown>, claim: Claim) {
    this.claim = claim;
    this.#verification = verification;
    this.#route = route;
  }

  get holder(): Holder {
    return this;
  }

  get subjects(): readonly Subject[] {
    return [...this.#verification.subjects, ...this.#route.subjects];
  }

  get expiresAt(): number | null {
    return this.#verification.key.expiresAt;
  }

  holds(): boolean {
    return this.#verification.holds() && this.#route.holds();
  }
}

/** Leave of a key to forward a request to an upstream. */
export class KeyGrant extends KeyLeave implements Grant {
  readonly upstream: RoutedUpstream;

  constructor(verification: ActiveVerification, route: RouteAnswer<unknown>, upstream: RoutedUpstream) {
    super(verification, route, claimOf(verification.key));
    this.upstream = upstream;
  }
}

/** What a request takes of the limits of its key. Made for each request: kept, they would take as much room as the keys. */
function claimOf(key: ClientKey): Claim {
  return { limited: [limitedKey(key)], tokens: undefined };
}

/** A key as far as its limits go. */
export function limitedKey({ id, limits }: ClientKey): Limited {
  return limitedBy('key', id, limits);
}
