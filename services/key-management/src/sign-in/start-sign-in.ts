import { PROBLEMS, ProblemError } from '@keyward/auth';
import * as openid from 'openid-client';
import { Type } from 'typebox';
import type { Scope } from '../http/scope.ts';
import { callbackAddress } from './finish-sign-in.ts';
import { failureAddress, returnAddress } from './return-to.ts';
import { scopesFor } from './scopes.ts';
import { ATTEMPT_SECONDS, sealAttempt } from './sign-in-attempt.ts';
import { logFailure } from './sign-in-failure.ts';

const Query = Type.Object(
  { returnTo: Type.Optional(Type.String({ maxLength: 2000 })) },
  { additionalProperties: false },
);

/** `GET /session/oidc/start`: sends the browser to the OpenID provider (authorization code with PKCE). */
export function startSignIn(scope: Scope): void {
  const schema = { hide: true, querystring: Query };
  scope.get('/session/oidc/start', { schema }, async (request, reply) => {
    const { identityProvider, masterKeys, publicUrl, signInCookie } = scope.services;
    if (identityProvider === undefined) throw new ProblemError(PROBLEMS.notFound);
    const attempt = {
      state: openid.randomState(),
      nonce: openid.randomNonce(),
      codeVerifier: openid.randomPKCECodeVerifier(),
      returnTo: returnAddress(request.query.returnTo, publicUrl),
    };
    try {
      const provider = await identityProvider.discovered();
      const address = openid.buildAuthorizationUrl(provider, {
        redirect_uri: callbackAddress(publicUrl),
        scope: scopesFor(provider.serverMetadata(), identityProvider.groupsClaim),
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await openid.calculatePKCECodeChallenge(attempt.codeVerifier),
        code_challenge_method: 'S256',
      });
      reply.header('set-cookie', signInCookie.give(await sealAttempt(masterKeys, attempt), ATTEMPT_SECONDS));
      return reply.redirect(address.href);
    } catch (error) {
      return reply.redirect(failureAddress(logFailure(request, error), publicUrl));
    }
  });
}
