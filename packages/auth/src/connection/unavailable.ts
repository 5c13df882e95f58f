import { PROBLEMS, ProblemError } from '../problems/index.ts';

/** The refusal of a request whose key cannot be checked now: 503, to be tried again in a second. */
export function unavailable(cause: unknown): ProblemError {
  return new ProblemError(PROBLEMS.verifierUnavailable, { headers: { 'retry-after': '1' }, cause });
}
