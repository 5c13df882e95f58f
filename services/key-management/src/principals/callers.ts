import type { Config } from '../config.ts';
import type { Database } from '../database/connect.ts';
import { presentedKeys } from '../keys/presented-keys.ts';
import { createVerifyToken } from '../keys/verify-token.ts';
import type { SecretHasher } from '../secrets/secret-hasher.ts';
import { rememberVerifiedSecrets } from '../secrets/verified-secrets.ts';
import { createSessionPrincipal } from '../sessions/session-principal.ts';
import { createSessions, type Sessions } from '../sessions/sessions.ts';
import { createVerifyAccessToken } from '../sign-in/access-tokens.ts';
import { createIdentityProvider, type IdentityProvider, oidcSettings } from '../sign-in/identity-provider.ts';
import { type Authenticate, createAuthenticate } from './authenticate.ts';
import { memberPrincipal } from './member-principal.ts';
import { createTokenPrincipal, type TokenPrincipal } from './token-principal.ts';

/** All that finds out who calls. */
export interface Callers {
  readonly authenticate: Authenticate;
  readonly tokenPrincipal: TokenPrincipal;
  readonly sessions: Sessions;
  /** Undefined where people sign in by management keys. */
  readonly identityProvider: IdentityProvider | undefined;
}

export interface CallersOptions {
  readonly db: Database;
  readonly secrets: SecretHasher;
  readonly secure: boolean;
}

/** Wires up, from the configuration, who may call and how one is known. */
export function createCallers(config: Config, { db, secrets, secure }: CallersOptions): Callers {
  const settings = oidcSettings(config);
  const identityProvider = settings && createIdentityProvider(settings);
  const keys = presentedKeys(db);
  const tokenPrefixes = config.TOKEN_PREFIX;
  const tokenPrincipal = createTokenPrincipal({
    tokenPrefixes,
    verifyToken: createVerifyToken({
      keys,
      tokenPrefixes,
      verifySecret: rememberVerifiedSecrets(secrets.verifySecret),
    }),
    verifyAccessToken: identityProvider && createVerifyAccessToken(identityProvider),
    memberPrincipal: (person) => memberPrincipal(db, person),
  });
  const sessions = createSessions({ db, keys, secure, issuer: settings?.issuer });
  const authenticate = createAuthenticate(tokenPrincipal, createSessionPrincipal(sessions));
  return { authenticate, tokenPrincipal, sessions, identityProvider };
}
