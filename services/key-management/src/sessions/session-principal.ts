import { ProblemError } from '@keyward/auth';
import { problems } from '../http/problems.ts';
import type { SessionPrincipal } from '../principals/authenticate.ts';
import { isCsrfTokenOf } from './session-id.ts';
import type { Sessions } from './sessions.ts';

const SAFE_METHODS = ['GET', 'HEAD'];

/**
 * Finds out who calls by a session. Throws 403 for a write without the session's CSRF token: a browser sends the cookie
 * with requests that another site made it send, and only the console can read the token.
 */
export function createSessionPrincipal(sessions: Sessions): SessionPrincipal {
  return async (request) => {
    const session = await sessions.of(request);
    if (session === undefined) return undefined;
    if (!SAFE_METHODS.includes(request.method) && !isCsrfTokenOf(session.id, request.headers['x-csrf-token'])) {
      throw new ProblemError(problems.csrf, {
        detail: 'A write with a session needs the header X-CSRF-Token with the csrfToken that GET /session tells.',
      });
    }
    return session.principal;
  };
}
