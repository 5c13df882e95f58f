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

/** Judges requests by the limits of their key and their gateway. Where there are none, nothing is waited for. */
export function createLimiter(counters: Counters, concurrency: Concurrency): Limiter {
  /** One after the other: what the key's own limits refuse is never counted for the gateway. */
  function countFrom(at: number, claim: Claim, places: Places, taken: Taken[]): Admission | Promise<Admission> {
    const limited = claim.limited[at];
    if (limited === undefined) return new CountedAdmission(quotasOf(claim, places, taken), places, taken, adjust);
    const counting = count(limited, claim.tokens, taken);
    if (counting === undefined) return goOn();
    return counting.then(goOn);

    function goOn(): Admission | Promise<Admission> {
      const exhausted = longestExhausted(taken);
      if (exhausted === undefined) return countFrom(at + 1, claim, places, taken);
      for (const one of taken) adjust(one, -one.points);
      throw windowExhausted(exhausted, quotasOf(claim, places, taken));
    }
  }

  /** Counts for one that is limited, and adds what it took: at once where the counts are kept in this process. */
  function count(limited: Limited, tokens: number | undefined, taken: Taken[]): Promise<void> | undefined {
    const late: Promise<Taken>[] = [];
    for (const limit of WINDOW_LIMITS) {
      const allowed = limited.limits[limit.name];
      const points = limit.unit === 'requests' ? 1 : tokens;
      if (allowed === undefined || points === undefined) continue;
      const counted = counters.add(limit, limited, points);
      if (!(counted instanceof Promise)) taken.push(new Taken(limited, limit, points, allowed, counted));
      else late.push(counted.then((lateCount) => new Taken(limited, limit, points, allowed, lateCount)));
    }
    return late.length === 0 ? undefined : Promise.all(late).then((more) => void taken.push(...more));
  }

  /** Nobody waits for it, and a count that cannot be mended is no reason to fail. */
  function adjust({ limited, limit, endsAt }: Taken, points: number): void {
    // What was taken of a window that is over can't be given back to the next one.
    if (points === 0 || (points < 0 && performance.now() >= endsAt)) return;
    const counted = counters.add(limit, limited, points);
    if (counted instanceof Promise) counted.catch(() => undefined);
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

/** What a request has taken of one limit, and what that leaves. Classes, unlike most here: they are made for each request. */
class Taken implements Quota {
  readonly limited: Limited;
  readonly limit: WindowLimit;
  readonly points: number;
  readonly allowed: number;
  readonly remaining: number;
  readonly resetMs: number;
  /** When the window ends, by the monotonic clock. */
  readonly endsAt: number;

  constructor(limited: Limited, limit: WindowLimit, points: number, allowed: number, { used, resetMs }: Count) {
    this.limited = limited;
    this.limit = limit;
    this.points = points;
    this.allowed = allowed;
    this.remaining = allowed - used;
    this.resetMs = resetMs;
    this.endsAt = performance.now() + resetMs;
  }

  get kind(): Quota['kind'] {
    return this.limit;
  }

  /** Who takes nothing yet is let in as long as there is something left. */
  isExhausted(): boolean {
    return this.points > 0 ? this.remaining < 0 : this.remaining <= 0;
  }
}

class CountedAdmission implements Admission {
  readonly headers: RateLimitHeaders | undefined;
  readonly #places: Places;
  readonly #taken: readonly Taken[];
  readonly #adjust: (taken: Taken, points: number) => void;

  constructor(
    quotas: readonly Quota[],
    places: Places,
    taken: readonly Taken[],
    adjust: (taken: Taken, points: number) => void,
  ) {
    this.headers = rateLimitHeaders(quotas);
    this.#places = places;
    this.#taken = taken;
    this.#adjust = adjust;
  }

  end(tokens: number | undefined): void {
    this.#places.leave();
    if (tokens === undefined) return;
    for (const one of this.#taken) if (one.limit.unit === 'tokens') this.#adjust(one, tokens - one.points);
  }
}

/** Of the limits that are reached the one that is so for longest. */
function longestExhausted(taken: readonly Taken[]): Taken | undefined {
  let longest: Taken | undefined;
  for (const one of taken) if (one.isExhausted() && one.resetMs >= (longest?.resetMs ?? 0)) longest = one;
  return longest;
}

/** All that the answer tells of. */
function quotasOf({ limited }: Claim, { underWay }: Places, taken: readonly Taken[]): readonly Quota[] {
  const ofConcurrency: Quota[] = [];
  for (const [at, one] of limited.entries()) {
    const allowed = one.limits.concurrentRequests;
    if (allowed !== undefined) ofConcurrency.push(concurrencyQuota(one, allowed - (underWay[at] ?? 0)));
  }
  return ofConcurrency.length === 0 ? taken : [...taken, ...ofConcurrency];
}
