import { problemResponse } from '@keyward/auth/fastify';
import { Type } from 'typebox';
import type { Scope } from '../http/scope.ts';
import { signOutAddress } from '../sign-in/sign-out-address.ts';

const SignedOut = Type.Object(
  {
    signOutUrl: Type.Union([Type.String(), Type.Null()], {
      description: 'Where to go to sign out at the OpenID provider as well; null where there is nothing to do.',
    }),
  },
  { title: 'SignedOut', examples: [{ signOutUrl: null }] },
);

/** `DELETE /session`: signs out, here at once and, by going to the address in the answer, at the provider. */
export function endSession(scope: Scope): void {
  const schema = {
    operationId: 'endSession',
    tags: ['Session'],
    summary: 'Sign out',
    security: [],
    response: { 200: SignedOut, 403: problemResponse(scope, 'The request comes from another site.') },
  };
  scope.delete('/session', { schema }, async (request, reply) => {
    const { sessions } = scope.services;
    const ended = await sessions.end(request, reply);
    return { signOutUrl: ended === undefined ? null : await signOutAddress(scope.services, ended) };
  });
}
