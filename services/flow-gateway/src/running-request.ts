import { ProblemError, type RunningRequest } from '@keyward/auth';

import { invalidToken } from './authentication/authenticate.ts';
import type { Holder, Leave } from './authorization/grant.ts';

/** A request under way as the feed watches over it: judged anew, it lasts as long as its key does then. */
export function runningRequest(
  holder: Holder,
  judgeAnew: () => Promise<Leave>,
  end: (problem: ProblemError) => void,
): RunningRequest {
  let { expiresAt } = holder;
  // Made only when it is told: an error pays for a stack trace, and next to no request ends this way.
  let refusal: ProblemError | undefined;
  return {
    subjects: holder.subjects,
    get expiresAt() {
      return expiresAt;
    },
    async judge() {
      // Refused now, or nobody can tell: either way it has no leave to go on.
      try {
        const leave = await judgeAnew();
        expiresAt = leave.holder?.expiresAt ?? null;
        return true;
      } catch (error) {
        if (error instanceof ProblemError && error.problem.status < 500) refusal = error;
        return false;
      }
    },
    end: () => end(refusal ?? invalidToken()),
  };
}
