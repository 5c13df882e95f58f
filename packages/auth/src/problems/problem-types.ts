/** One kind of refusal: a stable URI path, the status it is answered with, and a short title (RFC 9457). */
export interface ProblemType {
  readonly type: string;
  readonly status: number;
  readonly title: string;
}

/** The problems both services share; each service adds its own in the same form. */
export const PROBLEMS = {
  ambiguousCredentials: problem('ambiguous-credentials', 400, 'More than one credential'),
  invalidRequest: problem('invalid-request', 400, 'The request is not valid'),
  validationFailed: problem('validation-failed', 400, 'The request does not fit the schema'),
  missingToken: problem('missing-token', 401, 'A token is required'),
  invalidToken: problem('invalid-token', 401, 'The token is not valid'),
  addressNotAllowed: problem('address-not-allowed', 403, 'The key does not allow this client address'),
  flowNotAllowed: problem('flow-not-allowed', 403, 'The key does not allow this flow'),
  insufficientScope: problem('insufficient-scope', 403, 'A permission is missing'),
  notFound: problem('not-found', 404, 'Not found'),
  methodNotAllowed: problem('method-not-allowed', 405, 'The method is not allowed here'),
  requestTimeout: problem('request-timeout', 408, 'The request came too slowly'),
  bodyTooLarge: problem('body-too-large', 413, 'The body is too large'),
  uriTooLong: problem('uri-too-long', 414, 'The request target is too long'),
  unsupportedMediaType: problem('unsupported-media-type', 415, 'The media type is not supported'),
  headersTooLarge: problem('headers-too-large', 431, 'The header section is too large'),
  internalError: problem('internal-error', 500, 'Something went wrong on our side'),
  serviceUnavailable: problem('service-unavailable', 503, 'The service is not available at the moment'),
  verifierUnavailable: problem('verifier-unavailable', 503, 'Keys cannot be checked at the moment'),
} as const satisfies Record<string, ProblemType>;

function problem(slug: string, status: number, title: string): ProblemType {
  return { type: `/problems/${slug}`, status, title };
}
