import { PROBLEMS, ProblemError } from '@keyward/auth';
import type { FastifyInstance } from 'fastify';
import { problems } from '../http/problems.ts';
import { databaseFailure } from './failure.ts';

/** Answers 503 where the database is out of reach, and keeps what it says of its rows out of the log in any case. */
export function answerDatabaseFailures(scope: FastifyInstance): void {
  scope.setErrorHandler((error) => {
    const failure = databaseFailure(error);
    if (failure === undefined) throw error;
    const cause = withoutValues(error, failure);
    if (failure.kind === 'unavailable' || failure.kind === 'retryable') {
      throw new ProblemError(problems.databaseUnavailable, {
        detail:
          'The database is out of reach or overloaded. Nothing was changed, unless the answer to a commit was lost.',
        headers: { 'retry-after': '1' },
        cause,
      });
    }
    throw new ProblemError(PROBLEMS.internalError, { cause });
  });
}

/** Messages of Postgres quote values; the code, the constraint and the place in our code are enough to find a fault. */
function withoutValues(error: unknown, failure: object): Error {
  const plain = new Error(`a database query failed: ${JSON.stringify(failure)}`);
  if (error instanceof Error && error.stack !== undefined) {
    const frames = error.stack.split('\n').filter((line) => line.startsWith('    at '));
    plain.stack = [plain.message, ...frames].join('\n');
  }
  return plain;
}
