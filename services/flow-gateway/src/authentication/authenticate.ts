import {
  findToken,
  PROBLEMS,
  ProblemError,
  parseToken,
  type Verification,
  type Verifier,
  withoutTokenParameters,
} from '@keyward/auth';

import type { Exchange } from '../edge/exchange.ts';
import type { FailedAuthentications } from '../limits/failed-authentications.ts';

/** A verification of a key that may be used. */
export type ActiveVerification = Extract<Verification, { active: true }>;

export interface Authentication {
  /** The token a request presents, undefined where there is none. Throws a ProblemError (400) where there are two. */
  readonly presentedToken: (exchange: Exchange) => string | undefined;
  /**
   * Whose token it is: at once where that is remembered. Throws a ProblemError: 401 for one that is good for nothing, 429
   * where too many of those came from the client's address.
   */
  readonly authenticate: (exchange: Exchange, token: string) => ActiveVerification | Promise<ActiveVerification>;
  /** The target for the upstream: as it came, without the token parameters where those count. */
  readonly targetWithoutToken: (exchange: Exchange) => string;
}

/** Finds the token of a request and says whose it is. */
export function createAuthentication(
  verifier: Verifier,
  failures: FailedAuthentications,
  { allowQuery, tokenPrefixes }: { allowQuery: boolean; tokenPrefixes: readonly string[] },
): Authentication {
  function requireActive(exchange: Exchange, token: string, verification: Verification): ActiveVerification {
    if (verification.active) return verification;
    const { reason } = verification;
    if (reason !== 'revoked' && reason !== 'expired') {
      failures.count(exchange.address);
    } else {
      // Whoever has a token that was good once guesses nothing.
      // The client is not told, but the key's owner is.
      exchange.reason = reason === 'revoked' ? 'The key is revoked.' : 'The key has expired.';
      const parsed = parseToken(token, tokenPrefixes);
      if (parsed.form === 'minted') exchange.keyId = parsed.id;
    }
    throw verification.reason === 'malformed' ? malformedToken() : invalidToken();
  }

  return {
    presentedToken({ request, query }) {
      const placement = findToken({ rawHeaders: request.rawHeaders, query }, { allowQuery });
      if (placement.found === 'ambiguous') {
        throw new ProblemError(PROBLEMS.ambiguousCredentials, { detail: `${placement.detail}.` });
      }
      return placement.found === 'token' ? placement.token : undefined;
    },
    authenticate(exchange, token) {
      const remembered = verifier.peek(token);
      // A good key that is remembered is not held back by others behind the same address.
      if (remembered?.active === true) return remembered;
      if (exchange.keyId === undefined) failures.check(exchange.address);
      if (remembered !== undefined) return requireActive(exchange, token, remembered);
      return verifier.verify(token).then((verification) => requireActive(exchange, token, verification));
    },
    targetWithoutToken({ request, path, query }) {
      if (!allowQuery || query === '') return request.url ?? '/';
      const rest = withoutTokenParameters(query);
      return rest === '' ? path : `${path}?${rest}`;
    },
  };
}

function malformedToken(): ProblemError {
  return new ProblemError(PROBLEMS.invalidToken, { detail: 'The token is not well-formed.' });
}

/** One answer for unknown, revoked, expired and misplaced tokens: which it was is nobody else's business. */
export function invalidToken(): ProblemError {
  return new ProblemError(PROBLEMS.invalidToken, { detail: 'The token is unknown, revoked or expired.' });
}
