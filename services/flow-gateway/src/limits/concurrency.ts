import type { Limited } from './limited.ts';
import { tooManyAtOnce } from './rate-limited.ts';

/** A request's places among those under way. */
export interface Places {
  /** How many are under way, this one included, for each of the limited things in their order. */
  readonly underWay: readonly number[];
  /** The request is over. Called once. */
  leave(): void;
}

/** Counts the requests under way. */
export interface Concurrency {
  /** Throws, or rejects with, ProblemError `rateLimited` (429) where there is no place left. */
  enter(limited: readonly Limited[]): Places | Promise<Places>;
}

/** A count that is at hand. */
export interface OwnConcurrency extends Concurrency {
  enter(limited: readonly Limited[]): Places;
}

/** How many of those that have nothing under way are remembered. */
const MAX_IDLE = 1_000;

/** The requests under way of one key or gateway. */
interface Presence {
  count: number;
}

/** Counts those of this process: all of them, so that a limit which comes later knows of those that are under way. */
export function createMemoryConcurrency(): OwnConcurrency {
  const presenceOf = { key: createPresences(), gateway: createPresences() };

  function isFull({ scope, id, limits: { concurrentRequests } }: Limited): boolean {
    return concurrentRequests !== undefined && presenceOf[scope](id).count >= concurrentRequests;
  }

  function join({ scope, id }: Limited): Presence {
    const presence = presenceOf[scope](id);
    presence.count++;
    return presence;
  }

  return {
    enter(limited) {
      for (const one of limited) if (isFull(one)) throw tooManyAtOnce(one);
      return new OwnPlaces(limited.map(join));
    },
  };
}

/** A class, unlike most here: one is made for each request. */
class OwnPlaces implements Places {
  readonly underWay: readonly number[];
  readonly #presences: readonly Presence[];

  constructor(presences: readonly Presence[]) {
    this.underWay = presences.map(({ count }) => count);
    this.#presences = presences;
  }

  leave(): void {
    for (const presence of this.#presences) presence.count--;
  }
}

/** Gives the presence of an id, the same one as long as anything is under way. */
function createPresences(): (id: string) => Presence {
  let presences = new Map<string, Presence>();
  let room = MAX_IDLE;

  /** By a new map: one that gains and loses an entry with each request makes tables that only a full collection frees. */
  function forgetIdle(): void {
    presences = new Map([...presences].filter(([, { count }]) => count > 0));
    room = 2 * presences.size + MAX_IDLE;
  }

  return (id) => {
    const known = presences.get(id);
    if (known !== undefined) return known;
    if (presences.size >= room) forgetIdle();
    const presence = { count: 0 };
    presences.set(id, presence);
    return presence;
  };
}
