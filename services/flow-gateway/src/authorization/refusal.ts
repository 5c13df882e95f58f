import { type AccessRefusal, type ClientPermission, PROBLEMS, ProblemError } from '@keyward/auth';

import { invalidToken } from '../authentication/authenticate.ts';
import { GATEWAY_PROBLEMS } from '../problems.ts';

/**
 * What the holder of a verified key is told when the key does not fit the request; `notFound` is what answers for a
 * place that does not exist, too.
 */
export function accessRefusal(
  reason: AccessRefusal,
  permission: ClientPermission | null,
  notFound: () => ProblemError,
): ProblemError {
  switch (reason) {
    case 'wrong-kind':
    case 'expired':
      return invalidToken();
    case 'wrong-workspace':
      return notFound();
    case 'missing-permission':
      return new ProblemError(PROBLEMS.insufficientScope, {
        detail: `The key lacks the permission ${permission}.`,
        members: { scope: permission },
      });
    case 'flow-not-allowed':
      return new ProblemError(PROBLEMS.flowNotAllowed);
    case 'address-not-allowed':
      return new ProblemError(PROBLEMS.addressNotAllowed);
  }
}

/** The same for a flow of another workspace as for one that exists nowhere. */
export function flowNotFound(): ProblemError {
  return new ProblemError(GATEWAY_PROBLEMS.flowNotFound, { detail: 'No flow with this id is registered.' });
}

/** The same for a custom API of another workspace as for one that exists nowhere. */
export function upstreamNotFound(): ProblemError {
  return new ProblemError(GATEWAY_PROBLEMS.upstreamNotFound, { detail: 'No custom API of this name is registered.' });
}
