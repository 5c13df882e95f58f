import { ProblemError, type RunningRequest, type Subject } from '@keyward/auth';

import { invalidToken } from './authentication/authenticate.ts';
import type { Holder, Leave } from './authorization/grant.ts';
import type { UnderWay } from './serve-request.ts';

/** A request under way as the feed watches over it: judged anew, it lasts as long as its key does then. */
export class RunningExchange implements RunningRequest {
  place = -1;
  expiresAt: number | null;
  readonly #holder: Holder;
  readonly #underWay: UnderWay;
  readonly #judgeAnew: () => Promise<Leave>;
  /** Made only when it is told: an error pays for a stack trace, and next to no request ends this way. */
  #refusal: ProblemError | undefined;

  constructor(holder: Holder, underWay: UnderWay, judgeAnew: () => Promise<Leave>) {
    this.expiresAt = holder.expiresAt;
    this.#holder = holder;
    this.#underWay = underWay;
    this.#judgeAnew = judgeAnew;
  }

  get subjects(): readonly Subject[] {
    return this.#holder.subjects;
  }

  async judge(): Promise<boolean> {
    // Refused now, or nobody can tell: either way it has no leave to go on.
    try {
      const leave = await this.#judgeAnew();
      this.expiresAt = leave.holder?.expiresAt ?? null;
      return true;
    } catch (error) {
      if (error instanceof ProblemError && error.problem.status < 500) this.#refusal = error;
      return false;
    }
  }

  end(): void {
    this.#underWay.end(this.#refusal ?? invalidToken());
  }
}
