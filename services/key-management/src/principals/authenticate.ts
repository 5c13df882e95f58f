import { findToken, PROBLEMS, ProblemError } from '@keyward/auth';
import type { FastifyRequest } from 'fastify';
import type { Principal } from './principal.ts';
import type { TokenPrincipal } from './token-principal.ts';

/** Who calls by a session's cookie; undefined without one. Throws for one that does not count. */
export type SessionPrincipal = (request: FastifyRequest) => Promise<Principal | undefined>;

export interface Acceptance {
  /** Whether the cookie of a session will do in place of a token. */
  readonly session: boolean;
}

export type Authenticate = (request: FastifyRequest, accept: Acceptance) => Promise<Principal>;

/**
 * Finds out who calls. A token counts before a cookie: it was put there by whoever made the request, a cookie comes by
 * itself. 401 without either and for a token that stands for nobody; 400 where the request carries several tokens.
 */
export function createAuthenticate(tokenPrincipal: TokenPrincipal, sessionPrincipal: SessionPrincipal): Authenticate {
  return async (request, { session }) => {
    const placement = findToken({ rawHeaders: request.raw.rawHeaders, query: '' });
    if (placement.found === 'ambiguous') {
      throw new ProblemError(PROBLEMS.ambiguousCredentials, { detail: placement.detail });
    }
    if (placement.found === 'token') {
      const principal = await tokenPrincipal(placement.token);
      if (principal === undefined) throw new ProblemError(PROBLEMS.invalidToken);
      return principal;
    }
    const principal = session ? await sessionPrincipal(request) : undefined;
    if (principal === undefined) throw new ProblemError(PROBLEMS.missingToken);
    return principal;
  };
}
