import { PROBLEMS, ProblemError } from '@keyward/auth';

/** The refusal of a query parameter for what its schema cannot say. */
export function invalidQuery(pointer: string, detail: string): ProblemError {
  return new ProblemError(PROBLEMS.validationFailed, {
    detail: 'The query string of the request is not valid.',
    errors: [{ pointer, detail }],
  });
}
