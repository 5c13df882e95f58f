import { ProblemError } from '@keyward/auth';
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify, type RemoteJWKSet } from 'jose';
import { problems } from '../http/problems.ts';
import type { IdentityProvider } from './identity-provider.ts';
import { type Person, personOf } from './person.ts';

/** Signatures only: with a shared secret, whoever can check a token can also make one. */
const ALGORITHMS = 'RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA Ed25519'.split(' ');
/** What an access token may call itself (RFC 9068 §2.1); many providers still say only JWT, or nothing. */
const TYPES = [undefined, 'jwt', 'at+jwt', 'application/at+jwt'];
/** Its keys could not be fetched, came too late, or are none. */
const PROVIDER_FAULTS = ['ERR_JOSE_GENERIC', 'ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JWK_INVALID'];
const CLOCK_TOLERANCE_SECONDS = 10;
const TIMEOUT_MS = 5_000;

/** Whose access token it is; undefined for one that is not valid here. Throws 503 where the provider can't be asked. */
export type VerifyAccessToken = (token: string) => Promise<Person | undefined>;

/** Whether a token is shaped like a JWT in its compact form. */
export function isJwt(token: string): boolean {
  return /^eyJ[\w-]*\.[\w-]+\.[\w-]*$/.test(token);
}

/** Checks access tokens (RFC 9068) of the provider with the keys that it publishes. */
export function createVerifyAccessToken(provider: IdentityProvider): VerifyAccessToken {
  const { audience, issuer, groupsClaim } = provider;
  let keys: RemoteJWKSet | undefined;

  async function verified(token: string, expectedAudience: string): Promise<JWTPayload> {
    const { issuer: claimed, jwks_uri } = (await provider.discovered()).serverMetadata();
    if (jwks_uri === undefined) throw new Error('the provider publishes no keys');
    keys ??= createRemoteJWKSet(new URL(jwks_uri), { timeoutDuration: TIMEOUT_MS });
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      issuer: claimed,
      audience: expectedAudience,
      algorithms: ALGORITHMS,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      requiredClaims: ['sub', 'exp'],
    });
    if (!TYPES.includes(protectedHeader.typ?.toLowerCase())) throw new errors.JWTInvalid('not an access token');
    // Bound to a key of its holder (RFC 7800): as a mere bearer token it has been taken from somebody.
    if (payload.cnf !== undefined) throw new errors.JWTInvalid('a token that is bound to a key');
    return payload;
  }

  return async (token) => {
    if (audience === undefined) return undefined;
    try {
      return personOf(await verified(token, audience), issuer, groupsClaim);
    } catch (error) {
      if (isRefusal(error)) return undefined;
      throw new ProblemError(problems.identityProviderUnavailable, {
        detail: 'Tokens of the OpenID provider can not be checked at the moment; management keys can.',
        headers: { 'retry-after': '5' },
        cause: error,
      });
    }
  };
}

/** Whether the token is at fault; all else is the provider's. */
function isRefusal(error: unknown): boolean {
  return error instanceof errors.JOSEError && !PROVIDER_FAULTS.includes(error.code);
}
