import type { ProblemType } from '@keyward/auth';

/** The problems that only the gateway answers with; those it shares with key-management are in @keyward/auth. */
export const GATEWAY_PROBLEMS = {
  flowIdMissing: problem('flow-id-missing', 400, 'The flow id is missing'),
  flowIdConflict: problem('flow-id-conflict', 400, 'The request names more than one flow'),
  modelMissing: problem('model-missing', 400, 'The request names no model'),
  modelAmbiguous: problem('model-ambiguous', 400, 'The request could be read as naming another model'),
  routeNotFound: problem('route-not-found', 404, 'There is no such route'),
  flowNotFound: problem('flow-not-found', 404, 'There is no such flow'),
  upstreamNotFound: problem('upstream-not-found', 404, 'There is no such upstream'),
  modelNotFound: problem('model-not-found', 404, 'There is no such model'),
  expectationFailed: problem('expectation-failed', 417, 'The expectation cannot be met'),
  rateLimited: problem('rate-limited', 429, 'A limit is reached'),
  tooManyFailures: problem('too-many-failed-authentications', 429, 'Too many tokens were refused'),
  upstreamUnreachable: problem('upstream-unreachable', 502, 'The upstream cannot be reached'),
  upstreamForbidden: problem('upstream-forbidden', 502, 'The upstream may not be called'),
  upstreamInvalidResponse: problem('upstream-invalid-response', 502, 'The upstream gave no valid response'),
  credentialUnavailable: problem('credential-unavailable', 503, "The upstream's credential cannot be had"),
  upstreamTimeout: problem('upstream-timeout', 504, 'The upstream is too slow'),
  loopDetected: problem('loop-detected', 508, 'The upstream leads back here'),
  versionNotSupported: problem('http-version-not-supported', 505, 'Only HTTP/1.1 is spoken here'),
} as const satisfies Record<string, ProblemType>;

function problem(slug: string, status: number, title: string): ProblemType {
  return { type: `/problems/${slug}`, status, title };
}
