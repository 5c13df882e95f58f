import { LRUCache } from 'lru-cache';
import type { Subject } from './change-log.ts';
import type { Lease } from './lease-keeper.ts';

/** An answer of key-management, with the feed's position in the very snapshot it was read in. */
export interface Sampled {
  readonly revision: number;
}

/** An answer that may be used now. */
export interface Held<A> {
  readonly answer: A;
  /** False once it may no longer be used: to be asked synchronously, right before acting on it. */
  holds(): boolean;
}

/** A cache of key-management's answers that is never wrong for longer than the call that made it wrong takes. */
export interface LeasedLookup<A> {
  /** The cached answer, where there is one that may be used. No I/O. */
  peek(key: string): Held<A> | undefined;
  /** The cached answer, or a new one; concurrent misses share one call where that is safe. Rejects as `ask` does. */
  get(key: string, ask: () => Promise<A>): Promise<Held<A>>;
  /** How many positive answers are cached. */
  size(): number;
  readonly hits: CacheHits;
}

/** How often a cache has answered, with a positive and with a negative answer. */
export type CacheHits = Readonly<Record<'positive' | 'negative', number>>;

/** What remembers entries, no more than so many: those that were used lately stay. */
export interface EntryCache<E> {
  /** This counts as a use. */
  get(key: string): E | undefined;
  peek(key: string): E | undefined;
  set(key: string, entry: E): void;
  delete(key: string): void;
  readonly size: number;
}

/** How an answer that was not in the cache was come by. */
export type LookupResult = 'miss' | 'shared' | 'alone' | 'overtaken' | 'stale';

/** How many times an answer that was overtaken by a change is asked for again. */
const ATTEMPTS = 5;

/**
 * Caches the answers to look-ups under a lease on the change feed.
 *
 * A cached answer is used only under a valid lease, and only if nothing that it depends on was touched since it was
 * sampled. An answer that was overtaken while it was on its way is neither stored nor used. Without a lease every
 * request asks for itself, and shares with nobody. Negative answers have a cache of their own, so that made-up tokens
 * cannot push good ones out.
 */
export function createLeasedLookup<A extends Sampled>(options: {
  lease: Lease;
  isPositive(answer: A): boolean;
  /** What the answer to `key` depends on. Asked again after each change, and not kept: it has to say the same each time. */
  subjects(key: string, answer: A): readonly Subject[];
  maxEntries: number;
  maxNegativeEntries: number;
  /** How long after the lease's end the last known answer may stand in for one that cannot be had. Default 0: never. */
  staleMs?: number;
  /** Default: the least recently used entry makes room. */
  createCache?: <E extends object>(maxEntries: number) => EntryCache<E>;
  observe?: (result: LookupResult) => void;
}): LeasedLookup<A> {
  const { lease, staleMs = 0, createCache = createLruCache } = options;
  const positive = createCache<Entry<A>>(options.maxEntries);
  const negative = createCache<Entry<A>>(options.maxNegativeEntries);
  const flights = new Map<string, Flight<A>>();
  const hits = { positive: 0, negative: 0 };

  /** Right up to the newest applied change; and remembers how far it was checked. */
  const isUntouched = (key: string, entry: Entry<A>): boolean => {
    if (entry.incarnation !== lease.incarnation) return false;
    const { applied } = lease.log;
    if (entry.checked === applied) return true;
    if (lease.log.touchedSince(entry.checked, options.subjects(key, entry.answer))) return false;
    if (entry.checked < applied) entry.checked = applied;
    return true;
  };

  const mayBeUsed = (key: string, entry: Entry<A>): boolean => lease.valid() && isUntouched(key, entry);

  const sample = async (ask: () => Promise<A>): Promise<Entry<A>> => {
    const { incarnation } = lease;
    const answer = await ask();
    return { answer, incarnation, checked: answer.revision };
  };

  /** Without a lease an answer may be used by the one request that it was sampled for, unless a change is known of. */
  const forOneRequest = (key: string, entry: Entry<A>): Held<A> => new HeldEntry(key, entry, isUntouched);

  const cachedIn = (cache: EntryCache<Entry<A>>, key: string): Entry<A> | undefined => {
    const entry = cache.get(key);
    if (entry === undefined || isUntouched(key, entry)) return entry;
    cache.delete(key);
    return undefined;
  };

  const cached = (key: string): Entry<A> | undefined => cachedIn(positive, key) ?? cachedIn(negative, key);

  const peek = (key: string): Held<A> | undefined => {
    const entry = lease.valid() ? cached(key) : undefined;
    if (entry === undefined) return undefined;
    if (options.isPositive(entry.answer)) hits.positive++;
    else hits.negative++;
    return new HeldEntry(key, entry, mayBeUsed);
  };

  /** Calls without a lease overlap, and may land in another order than they were answered in. */
  const store = (key: string, entry: Entry<A>): void => {
    const known = positive.peek(key) ?? negative.peek(key);
    const newer = known?.incarnation === entry.incarnation && known.answer.revision > entry.answer.revision;
    if (newer) return;
    const [into, outOf] = options.isPositive(entry.answer) ? [positive, negative] : [negative, positive];
    outOf.delete(key);
    into.set(key, entry);
  };

  const mayStandIn = (): boolean => staleMs > 0 && lease.overdueMs() <= staleMs;

  /** Asks for this request alone. Where nobody answers, an operator may have allowed the last known answer. */
  const askAlone = async (key: string, ask: () => Promise<A>): Promise<Held<A> | undefined> => {
    try {
      const entry = await sample(ask);
      options.observe?.('alone');
      if (!isUntouched(key, entry)) return undefined;
      store(key, entry);
      return forOneRequest(key, entry);
    } catch (error) {
      const entry = mayStandIn() ? cached(key) : undefined;
      if (entry === undefined || !options.isPositive(entry.answer)) throw error;
      options.observe?.('stale');
      return { answer: entry.answer, holds: () => mayStandIn() && isUntouched(key, entry) };
    }
  };

  const askTogether = async (key: string, ask: () => Promise<A>): Promise<Held<A> | undefined> => {
    const shared = flights.get(key);
    const joins = shared !== undefined && shared.incarnation === lease.incarnation;
    const flight = joins ? shared : takeOff(key, ask);
    options.observe?.(joins ? 'shared' : 'miss');
    const entry = await flight.landed;
    if (!isUntouched(key, entry)) return undefined;
    store(key, entry);
    if (lease.valid()) return new HeldEntry(key, entry, mayBeUsed);
    return joins ? undefined : forOneRequest(key, entry);
  };

  const takeOff = (key: string, ask: () => Promise<A>): Flight<A> => {
    const flight: Flight<A> = { incarnation: lease.incarnation, landed: sample(ask) };
    flights.set(key, flight);
    const leave = (): void => {
      if (flights.get(key) === flight) flights.delete(key);
    };
    flight.landed.then(leave, leave);
    return flight;
  };

  return {
    peek,
    hits,
    size: () => positive.size,
    async get(key, ask) {
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const held = peek(key) ?? (await (lease.valid() ? askTogether(key, ask) : askAlone(key, ask)));
        if (held !== undefined) return held;
        options.observe?.('overtaken');
      }
      throw new OvertakenError();
    },
  };
}

/** Changes touched the answer faster than it could be asked for. */
export class OvertakenError extends Error {
  constructor() {
    super(`The answer was overtaken by a change ${ATTEMPTS} times.`);
  }
}

/** What is there a hundred thousand times: nothing that whoever asks knows already, as the key. */
interface Entry<A extends Sampled> {
  readonly answer: A;
  readonly incarnation: number;
  /** The newest revision at which the answer is known to be right. */
  checked: number;
}

/** A class, since there is one for each request, and a closure costs several times as much. */
class HeldEntry<A extends Sampled> implements Held<A> {
  readonly answer: A;
  readonly #key: string;
  readonly #entry: Entry<A>;
  readonly #mayBeUsed: (key: string, entry: Entry<A>) => boolean;

  constructor(key: string, entry: Entry<A>, mayBeUsed: (key: string, entry: Entry<A>) => boolean) {
    this.answer = entry.answer;
    this.#key = key;
    this.#entry = entry;
    this.#mayBeUsed = mayBeUsed;
  }

  holds(): boolean {
    return this.#mayBeUsed(this.#key, this.#entry);
  }
}

interface Flight<A extends Sampled> {
  readonly incarnation: number;
  readonly landed: Promise<Entry<A>>;
}

function createLruCache<E extends object>(max: number): EntryCache<E> {
  return new LRUCache<string, E>({ max });
}
