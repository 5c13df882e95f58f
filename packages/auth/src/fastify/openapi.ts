import { ProblemDetails } from '../problems/index.ts';

/** The OpenAPI security scheme of everything that Keyward guards, for `components.securitySchemes.bearer`. */
export const bearerSecurityScheme = {
  type: 'http',
  scheme: 'bearer',
  description: 'A Keyward key, `Authorization: Bearer <key>`.',
} as const;

/** The `security` requirement that names `bearerSecurityScheme`. */
export const BEARER_SECURITY = [{ bearer: [] }];

/** A route's response schema for a refusal. Refers to the shared schema `Problem` where the app has it. */
export function problemResponse(app: { getSchema(id: string): unknown }, description: string): object {
  const schema = app.getSchema('Problem') === undefined ? ProblemDetails : { $ref: 'Problem#' };
  return { description, content: { 'application/problem+json': { schema } } };
}
