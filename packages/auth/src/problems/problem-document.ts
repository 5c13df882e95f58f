import { type Static, Type } from 'typebox';

import { challengeFor } from './bearer-challenge.ts';
import type { ProblemError } from './problem-error.ts';

export const PROBLEM_MEDIA_TYPE = 'application/problem+json; charset=utf-8';

/** The wire form of every refusal (RFC 9457). Some problems have members of their own beside these. */
export const ProblemDetails = Type.Object(
  {
    type: Type.String({ description: 'A stable URI path that names the kind of problem.' }),
    title: Type.String(),
    status: Type.Integer({ minimum: 400, maximum: 599 }),
    detail: Type.String({ description: 'What happened in this case.' }),
    instance: Type.String({ description: 'The id of the request, as in X-Request-Id.' }),
    errors: Type.Optional(
      Type.Array(
        Type.Object({
          pointer: Type.String({ description: 'JSON pointer to the field.' }),
          detail: Type.String({ description: 'The rule that the field breaks.' }),
        }),
      ),
    ),
  },
  { additionalProperties: true },
);
export type ProblemDetails = Static<typeof ProblemDetails> & Record<string, unknown>;

/** The document that tells a caller of an error; `instance` is the request id. */
export function problemDocument(error: ProblemError, instance: string): ProblemDetails {
  const { type, title, status } = error.problem;
  const document: ProblemDetails = { ...error.members, type, title, status, detail: error.detail, instance };
  if (error.errors !== undefined) document.errors = [...error.errors];
  return document;
}

/** The headers that go with a problem document, names in lower case: media type, challenge (RFC 6750), its own. */
export function problemHeaders(error: ProblemError): Record<string, string> {
  const headers: Record<string, string> = { 'content-type': PROBLEM_MEDIA_TYPE };
  const challenge = challengeFor(error);
  if (challenge !== undefined) headers['www-authenticate'] = challenge;
  for (const [name, value] of Object.entries(error.headers)) headers[name.toLowerCase()] = value;
  return headers;
}
