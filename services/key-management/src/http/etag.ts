import { ProblemError } from '@keyward/auth';
import { Type } from 'typebox';
import { problems } from './problems.ts';

/** The entity tag of a resource: its version, strong, since a version has one representation. */
export function etagOf({ version }: { readonly version: number }): string {
  return `"${version}"`;
}

/** Throws 412 unless `If-Match` (RFC 9110 §13.1.1) is absent, `*`, or lists this very version. */
export function requireMatch(ifMatch: string | undefined, resource: { readonly version: number }): void {
  if (ifMatch === undefined) return;
  const tags = ifMatch.split(',').map((tag) => tag.trim());
  if (tags.includes('*') || tags.includes(etagOf(resource))) return;
  throw new ProblemError(problems.preconditionFailed, {
    detail: `The resource is at version ${etagOf(resource)} now; read it again.`,
    headers: { etag: etagOf(resource) },
  });
}

/** The request headers of an operation that changes or deletes one resource. */
export const IfMatch = Type.Object({
  'if-match': Type.Optional(
    Type.String({ description: 'The ETag that was read; 412 if the resource has changed since.', examples: ['"3"'] }),
  ),
});
