import type { ActiveVerification } from '../authentication/authenticate.ts';
import type { RouteAnswer } from '../routing/route-directory.ts';
import type { Holder } from './grant.ts';

/** The workspace of what does not exist: no key belongs to it. */
export const NOWHERE = { organizationId: '', workspaceId: '' };

/** The key that a leave is given to, which rests on the key and on the route. */
export function holderOf({ key, subjects }: ActiveVerification, route: RouteAnswer<unknown>): Holder {
  return { subjects: [...subjects, ...route.subjects], expiresAt: key.expiresAt };
}
