import { type FieldError, PROBLEMS, ProblemError } from '@keyward/auth';
import type { Scope } from './scope.ts';

const BODY_LIMIT = 16 * 1024;

/**
 * Makes a scope take form-encoded bodies, and no others, as OAuth's endpoints do (RFC 6749 appendix B). The body
 * becomes the `required` parameters alone: a missing one and any one that is repeated is 400 `invalid_request`, and
 * those that nobody knows are ignored (section 3.2).
 */
export function takeFormBodies(scope: Scope, required: readonly string[]): void {
  scope.removeAllContentTypeParsers();
  const options = { parseAs: 'string', bodyLimit: BODY_LIMIT } as const;
  scope.addContentTypeParser(
    'application/x-www-form-urlencoded',
    options,
    async (_request: unknown, body: string | Buffer) => {
      const parameters = new URLSearchParams(body.toString());
      const errors = formErrors(parameters, required);
      if (errors.length === 0) return Object.fromEntries(required.map((name) => [name, parameters.get(name)]));
      throw new ProblemError(PROBLEMS.validationFailed, {
        detail: 'The body of the request is not valid.',
        errors,
        members: { error: 'invalid_request' },
      });
    },
  );
}

function formErrors(parameters: URLSearchParams, required: readonly string[]): FieldError[] {
  const missing = required.filter((name) => !parameters.get(name));
  const repeated = new Set([...parameters.keys()].filter((name, index, names) => names.indexOf(name) !== index));
  return [
    ...missing.map((name) => ({ pointer: `/${name}`, detail: 'is required' })),
    ...required
      .filter((name) => repeated.has(name))
      .map((name) => ({ pointer: `/${name}`, detail: 'must be given once' })),
  ];
}
