import { LRUCache } from 'lru-cache';

import type { Freshness, Stamp } from './freshness.ts';

/** Remembered answers of a slow question, one per key. */
export interface CachedLookup<A extends { readonly revision: number }> {
  /** The answer that may be used now, without asking. */
  peek(key: string): A | undefined;
  /** The remembered answer, or that of a call under way, or a new one. Rejects as `ask` does; that is never kept. */
  get(key: string, ask: () => Promise<A>): Promise<A>;
  /** Whether an answer that was given for `key` may still be used: the check right before acting on it. */
  isCurrent(key: string, answer: A): boolean;
  /** Forgets everything, and no answer given so far is current any more. Those under way are asked for again. */
  clear(): void;
  /** How many answers are kept, positive and negative. */
  readonly size: number;
}

export interface CachedLookupOptions<A> {
  /** Negative answers live in a store of their own: a flood of unknown keys pushes no good one out. */
  isPositive(answer: A): boolean;
  freshness: Freshness;
  maxEntries: number;
  maxNegativeEntries: number;
}

interface Entry<A> {
  readonly answer: A;
  readonly stamp: Stamp;
}

interface Flight<A> {
  readonly stamp: Stamp;
  readonly generation: number;
  readonly answer: Promise<A>;
}

/**
 * A bounded cache in which concurrent misses of one key share one call. An answer counts from the moment it was asked
 * for; one that arrives too late, or after a newer revision, serves at most the request that asked for it.
 */
export function createCachedLookup<A extends { readonly revision: number }>(
  options: CachedLookupOptions<A>,
): CachedLookup<A> {
  const { freshness } = options;
  const positive = new LRUCache<string, Entry<A>>({ max: options.maxEntries });
  const negative = new LRUCache<string, Entry<A>>({ max: options.maxNegativeEntries });
  const flights = new Map<string, Flight<A>>();
  /** Answers that came too late to be kept: good for the request that asked, for no other. */
  let unkept = new WeakSet<A>();
  let generation = 0;

  const entryOf = (key: string) => positive.get(key) ?? negative.get(key);

  function peek(key: string): A | undefined {
    const entry = entryOf(key);
    return entry !== undefined && freshness.isCurrent(entry.stamp) ? entry.answer : undefined;
  }

  function isCurrent(key: string, answer: A): boolean {
    const entry = entryOf(key);
    if (entry?.answer === answer) return freshness.isCurrent(entry.stamp);
    return unkept.has(answer) && !(entry !== undefined && entry.answer.revision > answer.revision);
  }

  async function get(key: string, ask: () => Promise<A>): Promise<A> {
    for (;;) {
      const known = peek(key);
      if (known !== undefined) return known;
      const flight = flights.get(key);
      if (flight === undefined || flight.generation !== generation || !freshness.isCurrent(flight.stamp)) break;
      const answer = await flight.answer;
      if (!unkept.has(answer) && isCurrent(key, answer)) return answer;
    }
    return await start(key, ask).answer;
  }

  function start(key: string, ask: () => Promise<A>): Flight<A> {
    const flight: Flight<A> = {
      stamp: freshness.stamp(),
      generation,
      answer: Promise.resolve()
        .then(ask)
        .then((answer) => keep(key, answer, flight) ?? get(key, ask))
        .finally(() => {
          if (flights.get(key) === flight) flights.delete(key);
        }),
    };
    flights.set(key, flight);
    return flight;
  }

  /** The answer to give to the request that asked; undefined when it has to be asked for again. */
  function keep(key: string, answer: A, flight: Flight<A>): A | undefined {
    if (flight.generation !== generation) return undefined;
    // A call that started later can answer earlier. Entries that are no longer current do not count: after a restore
    // of the database revisions begin lower.
    const known = peek(key);
    if (known !== undefined && known.revision > answer.revision) return known;
    if (!freshness.isCurrent(flight.stamp)) {
      unkept.add(answer);
      return answer;
    }
    const [store, other] = options.isPositive(answer) ? [positive, negative] : [negative, positive];
    other.delete(key);
    store.set(key, { answer, stamp: flight.stamp });
    return answer;
  }

  return {
    peek,
    get,
    isCurrent,
    clear() {
      generation++;
      positive.clear();
      negative.clear();
      unkept = new WeakSet();
    },
    get size() {
      return positive.size + negative.size;
    },
  };
}
