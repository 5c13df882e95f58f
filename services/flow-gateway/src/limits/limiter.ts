import { proceed } from '../proceed.ts';
import type { Concurrency, Places } from './concurrency.ts';
import type { Count, Counters } from './counters.ts';
import type { Limited } from './limited.ts';
import { policiesOf, type WindowPolicy } from './quota-policies.ts';
import { type Quota, type RateLimitHeaders, rateLimitHeaders } from './rate-limit-headers.ts';
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
    for (let next = at; ; next++) {
      const limited = claim.limited[next];
      if (limited === undefined) return new CountedAdmission(quotasOf(claim, places, taken), places, taken, adjust);
      const counting = count(limited, claim.tokens, taken);
      if (counting !== undefined) {
        return counting.then(() => {
          requireRoom(claim, places, taken);
          return countFrom(next + 1, claim, places, taken);
        });
      }
      requireRoom(claim, places, taken);
    }
  }

  /** Counts for one that is limited, and adds what it took: at once where the counts are kept in this process. */
  function count(limited: Limited, tokens: number | undefined, taken: Taken[]): Promise<void> | undefined {
    const now = performance.now();
    let late: Promise<Taken>[] | undefined;
    for (const policy of policiesOf(limited).windows) {
      const points = policy.limit.unit === 'requests' ? 1 : tokens;
      if (points === undefined) continue;
      const counted = counters.add(policy.limit, limited, points, now);
      if (counted instanceof Promise) {
        late ??= [];
        late.push(counted.then((lateCount) => new Taken(limited, policy, points, lateCount, performance.now())));
      } else {
        taken.push(new Taken(limited, policy, points, counted, now));
      }
    }
    return late === undefined ? undefined : Promise.all(late).then((more) => void taken.push(...more));
  }

  /** Gives back what was taken, and throws, where a limit is reached. */
  function requireRoom(claim: Claim, places: Places, taken: readonly Taken[]): void {
    const exhausted = longestExhausted(taken);
    if (exhausted === undefined) return;
    for (const one of taken) adjust(one, -one.points);
    throw windowExhausted(exhausted, quotasOf(claim, places, taken));
  }

  /** Nobody waits for it, and a count that cannot be mended is no reason to fail. */
  function adjust({ limited, policy, endsAt }: Taken, points: number): void {
    const now = performance.now();
    // What was taken of a window that is over can't be given back to the next one.
    if (points === 0 || (points < 0 && now >= endsAt)) return;
    const counted = counters.add(policy.limit, limited, points, now);
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
  readonly policy: WindowPolicy;
  readonly points: number;
  readonly remaining: number;
  readonly resetMs: number;
  /** When the window ends, by the monotonic clock. */
  readonly endsAt: number;

  constructor(limited: Limited, policy: WindowPolicy, points: number, { used, resetMs }: Count, at: number) {
    this.limited = limited;
    this.policy = policy;
    this.points = points;
    this.remaining = policy.allowed - used;
    this.resetMs = resetMs;
    this.endsAt = at + resetMs;
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
    for (const one of this.#taken) if (one.policy.limit.unit === 'tokens') this.#adjust(one, tokens - one.points);
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
  let quotas: readonly Quota[] = taken;
  for (let at = 0; at < limited.length; at++) {
    const one = limited[at];
    const policy = one && policiesOf(one).concurrency;
    if (policy === undefined) continue;
    quotas = [...quotas, { policy, remaining: policy.allowed - (underWay[at] ?? 0), resetMs: 0 }];
  }
  return quotas;
}
