import { ProblemError } from '@keyward/auth';

import type { Exchange } from '../edge/exchange.ts';
import type { LimitTally } from './limit-tally.ts';
import type { Admission, Claim, Limiter } from './limiter.ts';

/** Gives a promise only where something has to be counted. */
export type Admitting = (exchange: Exchange, leave: { readonly claim: Claim }) => undefined | Promise<void>;

/**
 * Has a request admitted by its limits, once, however often it is decided on. Throws, or rejects with, a ProblemError
 * (429) where a limit is reached.
 */
export function createAdmitting(limiter: Limiter, tally: LimitTally): Admitting {
  return (exchange, { claim }) => {
    if (exchange.admission !== undefined) return undefined;
    try {
      const admission = limiter.admit(claim);
      if (admission instanceof Promise) return admission.then((late) => accept(exchange, late)).catch(told);
      accept(exchange, admission);
      return undefined;
    } catch (error) {
      return told(error);
    }
  };

  function told(error: unknown): never {
    if (error instanceof ProblemError) tally.refused(error.members.limit);
    throw error;
  }
}

function accept(exchange: Exchange, admission: Admission): void {
  // A client that went away meanwhile is over already.
  if (exchange.response.closed) admission.end(0);
  else exchange.admission = admission;
}
