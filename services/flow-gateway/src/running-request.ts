import type { RunningRequest } from '@keyward/auth';

import type { Grant } from './authorization/authorise-flow.ts';

/** A request under way as the feed watches over it: judged anew, it lasts as long as its key does then. */
export function runningRequest(
  holder: NonNullable<Grant['holder']>,
  judgeAnew: () => Promise<Grant>,
  end: () => void,
): RunningRequest {
  let { expiresAt } = holder;
  return {
    subjects: holder.subjects,
    get expiresAt() {
      return expiresAt;
    },
    async judge() {
      // Refused now, or nobody can tell: either way it has no leave to go on.
      const grant = await judgeAnew();
      expiresAt = grant.holder?.expiresAt ?? null;
      return true;
    },
    end,
  };
}
