import {
  findToken,
  PROBLEMS,
  ProblemError,
  type Verification,
  type Verifier,
  withoutTokenParameters,
} from '@keyward/auth';

import type { Exchange } from '../edge/exchange.ts';

/** A verification of a key that may be used. */
export type ActiveVerification = Extract<Verification, { active: true }>;

export interface Authentication {
  /** The token a request presents, undefined where there is none. Throws a ProblemError (400) where there are two. */
  readonly presentedToken: (exchange: Exchange) => string | undefined;
  /** Whose token it is: at once where that is remembered. Throws a ProblemError (401) for one that is good for nothing. */
  readonly authenticate: (token: string) => ActiveVerification | Promise<ActiveVerification>;
  /** The target for the upstream: as it came, without the token parameters where those count. */
  readonly targetWithoutToken: (exchange: Exchange) => string;
}

/** Finds the token of a request and says whose it is. */
export function createAuthentication(verifier: Verifier, allowQuery: boolean): Authentication {
  return {
    presentedToken({ request, query }) {
      const placement = findToken({ rawHeaders: request.rawHeaders, query }, { allowQuery });
      if (placement.found === 'ambiguous') {
        throw new ProblemError(PROBLEMS.ambiguousCredentials, { detail: `${placement.detail}.` });
      }
      return placement.found === 'token' ? placement.token : undefined;
    },
    authenticate(token) {
      const remembered = verifier.peek(token);
      return remembered === undefined ? verifier.verify(token).then(requireActive) : requireActive(remembered);
    },
    targetWithoutToken({ request, path, query }) {
      if (!allowQuery || query === '') return request.url ?? '/';
      const rest = withoutTokenParameters(query);
      return rest === '' ? path : `${path}?${rest}`;
    },
  };
}

function requireActive(verification: Verification): ActiveVerification {
  if (verification.active) return verification;
  throw verification.reason === 'malformed' ? malformedToken() : invalidToken();
}

function malformedToken(): ProblemError {
  return new ProblemError(PROBLEMS.invalidToken, { detail: 'The token is not well-formed.' });
}

/** One answer for unknown, revoked, expired and misplaced tokens: which it was is nobody else's business. */
export function invalidToken(): ProblemError {
  return new ProblemError(PROBLEMS.invalidToken, { detail: 'The token is unknown, revoked or expired.' });
}
