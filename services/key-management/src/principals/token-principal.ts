import { parseToken } from '@keyward/auth';
import { isJwt, type VerifyAccessToken } from '../sign-in/access-tokens.ts';
import type { Person } from '../sign-in/person.ts';
import { keyPrincipal, type VerifiedKey } from './key-principal.ts';
import type { Principal } from './principal.ts';

export interface TokenJudges {
  readonly tokenPrefixes: readonly string[];
  /** The key that a live token stands for; undefined for any other. */
  readonly verifyToken: (token: string) => Promise<VerifiedKey | undefined>;
  /** Undefined where no OpenID provider is configured. */
  readonly verifyAccessToken: VerifyAccessToken | undefined;
  readonly memberPrincipal: (person: Person) => Promise<Principal>;
}

export type TokenPrincipal = (token: string) => Promise<Principal | undefined>;

/**
 * Finds out who a bearer token stands for: a live management or service key, or a person of the OpenID provider.
 * Undefined for any other token: a client key is refused like an unknown one.
 */
export function createTokenPrincipal(judges: TokenJudges): TokenPrincipal {
  const { tokenPrefixes, verifyToken, verifyAccessToken, memberPrincipal } = judges;
  return async (token) => {
    if (verifyAccessToken !== undefined && isJwt(token)) {
      const person = await verifyAccessToken(token);
      return person && memberPrincipal(person);
    }
    const parsed = parseToken(token, tokenPrefixes);
    const mayCall = parsed.form === 'minted' && (parsed.kind === 'mgmt' || parsed.kind === 'svc');
    const key = mayCall ? await verifyToken(token) : undefined;
    return key && keyPrincipal(key);
  };
}
