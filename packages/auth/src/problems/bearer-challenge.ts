import type { ProblemError } from './problem-error.ts';
import { PROBLEMS } from './problem-types.ts';

export interface BearerChallenge {
  error?: 'invalid_request' | 'invalid_token' | 'insufficient_scope';
  errorDescription?: string;
  /** The scope that would be enough, space separated. */
  scope?: string;
}

/** A `WWW-Authenticate` value (RFC 6750 §3); without an error code where the request carried no token at all. */
export function bearerChallenge(params: BearerChallenge = {}): string {
  let challenge = 'Bearer realm="keyward"';
  if (params.error !== undefined) challenge += `, error="${params.error}"`;
  if (params.errorDescription !== undefined) challenge += `, error_description="${quotable(params.errorDescription)}"`;
  if (params.scope !== undefined) challenge += `, scope="${quotable(params.scope)}"`;
  return challenge;
}

/** The challenge that belongs to a problem: for the missing, the invalid and the insufficient token. */
export function challengeFor({ problem, detail, members }: ProblemError): string | undefined {
  switch (problem.type) {
    case PROBLEMS.missingToken.type:
      return bearerChallenge();
    case PROBLEMS.ambiguousCredentials.type:
      return bearerChallenge({ error: 'invalid_request', errorDescription: detail });
    case PROBLEMS.invalidToken.type:
      return bearerChallenge({ error: 'invalid_token', errorDescription: detail });
    case PROBLEMS.insufficientScope.type: {
      const scope = typeof members.scope === 'string' ? { scope: members.scope } : {};
      return bearerChallenge({ error: 'insufficient_scope', errorDescription: detail, ...scope });
    }
    default:
      return undefined;
  }
}

/** RFC 6750 keeps quotes, backslashes and all that is not ASCII out of these values, also escaped. */
function quotable(text: string): string {
  return text.replace(/["\\]/g, "'").replace(/[^\x20-\x7e]/g, '?');
}
