import { PROBLEMS, ProblemError } from '@keyward/auth';
import { problemResponse } from '@keyward/auth/fastify';
import type { Scope } from '../http/scope.ts';
import { SessionState, sessionState } from './session-resource.ts';

/** `GET /session`: who is signed in, or how one can. */
export function readSession(scope: Scope): void {
  const schema = {
    operationId: 'readSession',
    tags: ['Session'],
    summary: 'Read who is signed in',
    security: [],
    description: 'Signed out, the answer is 401 with a member `methods`: `["oidc"]` or `["management-key"]`.',
    response: { 200: SessionState, 401: problemResponse(scope, 'Nobody is signed in; `methods` says how one can.') },
  };
  scope.get('/session', { schema }, async (request) => {
    const { sessions } = scope.services;
    const session = await sessions.of(request);
    if (session === undefined) {
      throw new ProblemError(PROBLEMS.missingToken, {
        detail: 'Nobody is signed in.',
        members: { methods: sessions.methods },
      });
    }
    return sessionState(scope.services, session);
  });
}
