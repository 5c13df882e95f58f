import { PROBLEMS, ProblemError } from '@keyward/auth';
import { problemResponse } from '@keyward/auth/fastify';
import { Type } from 'typebox';
import { problems } from '../http/problems.ts';
import type { Scope } from '../http/scope.ts';
import { SessionState, sessionState } from '../sessions/session-resource.ts';
import { createFailedAttempts } from './failed-attempts.ts';

const Body = Type.Object(
  { managementKey: Type.String({ minLength: 1, maxLength: 512, description: 'A live management key.' }) },
  {
    additionalProperties: false,
    title: 'SignIn',
    examples: [{ managementKey: 'kw_mgmt_…' }],
  },
);

/**
 * `POST /session`: signs in with a management key, where no OpenID provider is configured. The key itself is not kept:
 * the session stands for it, and ends with it.
 */
export function signInWithKey(scope: Scope): void {
  const attempts = createFailedAttempts();
  const schema = {
    operationId: 'signIn',
    tags: ['Session'],
    summary: 'Sign in with a management key',
    security: [],
    description: 'Only where no OpenID provider is configured. The answer sets the cookie of the session.',
    body: Body,
    response: {
      200: SessionState,
      401: problemResponse(scope, 'It is not a live management key.'),
      403: problemResponse(
        scope,
        'People sign in at the OpenID provider here, or the request comes from another site.',
      ),
      429: problemResponse(scope, 'Too many attempts failed; try again after `Retry-After` seconds.'),
    },
  };
  scope.post('/session', { schema }, async (request, reply) => {
    const { sessions, tokenPrincipal } = scope.services;
    if (sessions.methods[0] !== 'management-key') {
      throw new ProblemError(problems.otherSignIn, {
        detail: 'People sign in at the OpenID provider: GET /session/oidc/start.',
        members: { methods: sessions.methods },
      });
    }
    const waitMs = attempts.waitMs(request.ip, Date.now());
    if (waitMs > 0) {
      throw new ProblemError(problems.tooManyAttempts, {
        detail: 'Too many attempts to sign in have failed from this address.',
        headers: { 'retry-after': String(Math.ceil(waitMs / 1000)) },
      });
    }
    const principal = await tokenPrincipal(request.body.managementKey);
    if (principal?.kind !== 'management-key') {
      attempts.add(request.ip, Date.now());
      throw new ProblemError(PROBLEMS.invalidToken, { detail: 'This is not a live management key.' });
    }
    const session = await sessions.begin(request, reply, { method: 'management-key', keyId: principal.id });
    return sessionState(scope.services, session);
  });
}
