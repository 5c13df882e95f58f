import { type FieldError, PROBLEMS, ProblemError } from '@keyward/auth';

/** The refusal of a body that fits its schema and breaks another rule. */
export function invalidBody(...errors: readonly FieldError[]): ProblemError {
  return new ProblemError(PROBLEMS.validationFailed, { detail: 'The body of the request is not valid.', errors });
}
