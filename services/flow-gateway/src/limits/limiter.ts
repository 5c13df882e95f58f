import { proceed } from '../proceed.ts';
import type { Concurrency, Places } from './concurrency.ts';
import type { Count, Counters } from './counters.ts';
import { WINDOW_LIMITS, type WindowLimit } from './limit-table.ts';
import type { Limited } from './limited.ts';
import { concurrencyQuota, type Quota, type RateLimitHeaders, rateLimitHeaders } from './rate-limit-headers.ts';
import { windowExhausted } from './rate-limited.ts';

/** What a request takes of its limits. */
export interface Claim {
  readonly limited: readonly Limited[];
  /** How many tokens of a language model it may use, 0 where it does not say; undefined where it calls none. */
  readonly tokens: number | undefined;
}

/** A request that its limits let through. */
export interface Admission {
  /** What the answer says of the limits. */
  readonly headers: RateLimitHeaders | undefined;
  /** The request is over; `tokens` is what it has used, undefined where nobody has told. Called once. */
  end(tokens: number | undefined): void;
}

export interface Limiter {
  /** Throws, or rejects with, ProblemError `rateLimited` (429) where a limit is reached: then nothing of the request is counted. */
  admit(claim: Claim): Admission | Promise<Admission>;
}

/** Something that is counted for a request. */
interface Taking {
  readonly limited: Limited;
  readonly limit: WindowLimit;
  readonly allowed: number;
  readonly points: number;
}

interface Taken extends Taking {
  readonly count: Count;
  /** When the window ends, by the monotonic clock. */
  readonly endsAt: number;
}

/** Judges requests by the limits of their key and their gateway. Where there are none, nothing is waited for. */
export function createLimiter(counters: Counters, concurrency: Concurrency): Limiter {
  /** One after the other: what the key's own limits refuse is never counted for the gateway. */
  function countFrom(at: number, claim: Claim, places: Places, taken: Taken[]): Admission | Promise<Admission> {
    const limited = claim.limited[at];
    if (limited === undefined) return admissionOf(claim, places, taken);
    const takings = takingsOf(limited, claim.tokens);
    if (takings.length === 0) return countFrom(at + 1, claim, places, taken);
    return proceed(take(takings), (more) => {
      taken.push(...more);
      const exhausted = longestExhausted(taken);
      if (exhausted === undefined) return countFrom(at + 1, claim, places, taken);
      for (const one of taken) adjust(one, -one.points);
      const { limit, count, points } = exhausted;
      throw windowExhausted(limited, limit, { resetMs: count.resetMs, points }, quotasOf(claim, places, taken));
    });
  }

  function take(takings: readonly Taking[]): Taken[] | Promise<Taken[]> {
    const counts = takings.map(({ limit, limited, points }) => counters.add(limit, limited, points));
    if (areHere(counts)) return takenOf(takings, counts);
    return Promise.all(counts.map((count) => Promise.resolve(count))).then((all) => takenOf(takings, all));
  }

  /** Nobody waits for it, and a count that cannot be mended is no reason to fail. */
  function adjust({ limited, limit, endsAt }: Taken, points: number): void {
    // What was taken of a window that is over can't be given back to the next one.
    if (points === 0 || (points < 0 && performance.now() >= endsAt)) return;
    const count = counters.add(limit, limited, points);
    if (count instanceof Promise) count.catch(() => undefined);
  }

  function admissionOf(claim: Claim, places: Places, taken: readonly Taken[]): Admission {
    return {
      headers: rateLimitHeaders(quotasOf(claim, places, taken)),
      end(tokens) {
        places.leave();
        if (tokens === undefined) return;
        for (const one of taken) if (one.limit.unit === 'tokens') adjust(one, tokens - one.points);
      },
    };
  }

  function admitTo(places: Places, claim: Claim): Admission | Promise<Admission> {
    const giveBack = (error: unknown): never => {
      places.leave();
      throw error;
    };
    try {
      const admission = countFrom(0, claim, places, []);
      return admission instanceof Promise ? admission.catch(giveBack) : admission;
    } catch (error) {
      return giveBack(error);
    }
  }

  return {
    admit: (claim) => proceed(concurrency.enter(claim.limited), (places) => admitTo(places, claim)),
  };
}

function areHere(counts: readonly (Count | Promise<Count>)[]): counts is readonly Count[] {
  return !counts.some((count) => count instanceof Promise);
}

function takenOf(takings: readonly Taking[], counts: readonly Count[]): Taken[] {
  const taken: Taken[] = [];
  for (const [at, { limited, limit, allowed, points }] of takings.entries()) {
    const count = counts[at];
    if (count !== undefined) {
      taken.push({ limited, limit, allowed, points, count, endsAt: performance.now() + count.resetMs });
    }
  }
  return taken;
}

function takingsOf(limited: Limited, tokens: number | undefined): Taking[] {
  const takings: Taking[] = [];
  for (const limit of WINDOW_LIMITS) {
    const allowed = limited.limits[limit.name];
    const points = limit.unit === 'requests' ? 1 : tokens;
    if (allowed !== undefined && points !== undefined) takings.push({ limited, limit, allowed, points });
  }
  return takings;
}

/** Of the limits that are reached the one that is so for longest. */
function longestExhausted(taken: readonly Taken[]): Taken | undefined {
  let longest: Taken | undefined;
  for (const one of taken) {
    if (isExhausted(one) && one.count.resetMs >= (longest?.count.resetMs ?? 0)) longest = one;
  }
  return longest;
}

/** Who takes nothing yet is let in as long as there is something left. */
function isExhausted({ count, allowed, points }: Taken): boolean {
  return points > 0 ? count.used > allowed : count.used >= allowed;
}

function quotasOf({ limited }: Claim, places: Places, taken: readonly Taken[]): Quota[] {
  const quotas: Quota[] = taken.map((one) => ({
    limited: one.limited,
    policy: one.limit.policy,
    unit: one.limit.unit,
    allowed: one.allowed,
    remaining: one.allowed - one.count.used,
    windowS: one.limit.windowS,
    resetMs: one.count.resetMs,
  }));
  limited.forEach((one, at) => {
    const allowed = one.limits.concurrentRequests;
    if (allowed !== undefined) quotas.push(concurrencyQuota(one, allowed - (places.underWay[at] ?? 0)));
  });
  return quotas;
}
