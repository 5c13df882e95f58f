import type { ClientKey } from '@keyward/auth';

import type { ActiveVerification } from '../authentication/authenticate.ts';
import type { Limited } from '../limits/limited.ts';
import type { Claim } from '../limits/limiter.ts';
import type { RouteAnswer } from '../routing/route-directory.ts';
import type { Holder } from './grant.ts';

/** The workspace of what does not exist: no key belongs to it. */
export const NOWHERE = { organizationId: '', workspaceId: '' };

/** The key that a leave is given to, which rests on the key and on the route. */
export function holderOf({ key, subjects }: ActiveVerification, route: RouteAnswer<unknown>): Holder {
  return { subjects: [...subjects, ...route.subjects], expiresAt: key.expiresAt };
}

/** What a request without a key takes of limits. */
export const NO_CLAIM: Claim = { limited: [], tokens: undefined };

/** What a request takes of the limits of its key. */
export function claimOf({ key }: ActiveVerification): Claim {
  return { limited: [limitedKey(key)], tokens: undefined };
}

/** A key as far as its limits go. */
export function limitedKey({ id, limits }: ClientKey): Limited {
  return { scope: 'key', id, limits };
}
