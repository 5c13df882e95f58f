/** The name of the OpenAPI security scheme for sessions. */
export const SESSION_SECURITY = 'session';

/** What the OpenAPI document says of sessions; the cookie's other name stands in its description. */
export const sessionSecurityScheme = {
  type: 'apiKey',
  in: 'cookie',
  name: '__Host-keyward-session',
  description:
    'The session of a browser, from `POST /session` or the OpenID provider; without TLS the cookie is named ' +
    '`keyward-session`. Writes need the header `X-CSRF-Token` with the `csrfToken` that `GET /session` tells. ' +
    'A bearer token in the same request counts instead.',
} as const;
