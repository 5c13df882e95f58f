import { PROBLEMS, ProblemError } from '@keyward/auth';
import type { FastifyRequest } from 'fastify';
import * as openid from 'openid-client';
import type { Scope } from '../http/scope.ts';
import type { MasterKeyRing } from '../master-keys/ring.ts';
import { sealText } from '../sessions/sealed-text.ts';
import { ABSOLUTE_LIMIT_HOURS } from '../sessions/sessions-repository.ts';
import type { IdentityProvider } from './identity-provider.ts';
import { type Person, personOf } from './person.ts';
import { failureAddress } from './return-to.ts';
import { openAttempt, type SignInAttempt } from './sign-in-attempt.ts';
import { logFailure } from './sign-in-failure.ts';

/** Where the provider sends the browser back to. */
export function callbackAddress(publicUrl: string): string {
  return `${publicUrl}/session/oidc/callback`;
}

/**
 * `GET /session/oidc/callback`: takes the provider's answer, begins the session, and sends the browser to where it
 * wanted to go. The attempt's cookie is used up, whatever comes of it.
 */
export function finishSignIn(scope: Scope): void {
  scope.get('/session/oidc/callback', { schema: { hide: true } }, async (request, reply) => {
    const { identityProvider, masterKeys, publicUrl, sessions, signInCookie } = scope.services;
    if (identityProvider === undefined) throw new ProblemError(PROBLEMS.notFound);
    const sealed = signInCookie.read(request.headers);
    reply.header('set-cookie', signInCookie.take());
    const attempt = sealed === undefined ? undefined : await openAttempt(masterKeys, sealed);
    if (attempt === undefined) return reply.redirect(failureAddress('expired', publicUrl));
    let who: SignedInPerson;
    try {
      who = await signedInPerson(identityProvider, answerAddress(request, publicUrl), attempt);
    } catch (error) {
      return reply.redirect(failureAddress(logFailure(request, error), publicUrl));
    }
    const idToken = await sealIdToken(masterKeys, who.idToken);
    await sessions.begin(request, reply, { method: 'oidc', person: who.person, idToken });
    return reply.redirect(attempt.returnTo);
  });
}

interface SignedInPerson {
  readonly person: Person;
  readonly idToken: string | undefined;
}

/** Checks the provider's answer (state, issuer, code, PKCE; signature and nonce of the ID token) and reads who it is. */
async function signedInPerson(
  { discovered, issuer, groupsClaim }: IdentityProvider,
  address: URL,
  { state, nonce, codeVerifier }: SignInAttempt,
): Promise<SignedInPerson> {
  const provider = await discovered();
  const tokens = await openid.authorizationCodeGrant(provider, address, {
    pkceCodeVerifier: codeVerifier,
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (claims === undefined) throw new openid.ClientError('the provider sent no ID token');
  // Many providers tell of names and groups only when asked for them separately.
  const complete = claims[groupsClaim] !== undefined && claims.name !== undefined;
  const mayAsk = provider.serverMetadata().userinfo_endpoint !== undefined;
  const more = mayAsk && !complete ? await openid.fetchUserInfo(provider, tokens.access_token, claims.sub) : {};
  const person = personOf({ ...more, ...claims }, issuer, groupsClaim);
  if (person === undefined) throw new openid.ClientError('the subject is not usable');
  return { person, idToken: tokens.id_token };
}

/** The address that the provider called, as it knows it: this service may stand behind a proxy. */
function answerAddress({ url }: FastifyRequest, publicUrl: string): URL {
  const address = new URL(callbackAddress(publicUrl));
  const mark = url.indexOf('?');
  address.search = mark === -1 ? '' : url.slice(mark);
  return address;
}

async function sealIdToken(ring: MasterKeyRing, idToken: string | undefined): Promise<string | null> {
  return idToken === undefined ? null : sealText(ring, 'id-token', idToken, ABSOLUTE_LIMIT_HOURS * 60 * 60);
}
