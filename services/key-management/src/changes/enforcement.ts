import { type Clock, systemClock } from '@keyward/auth';
import { type Static, Type } from 'typebox';
import { createBell } from './bell.ts';
import type { FeedStore, LeaseRow } from './feed-store.ts';
import { createLeaseWatch } from './lease-watch.ts';

/** The receipt of a change that every gateway has been made to act on. */
export const Enforcement = Type.Object(
  {
    gateways: Type.Integer({
      minimum: 0,
      description: 'Gateway processes that held a lease when the change was committed.',
    }),
    acknowledged: Type.Integer({ minimum: 0, description: 'Those that have acted on it, or stopped.' }),
    lapsed: Type.Integer({
      minimum: 0,
      description: 'Those that gave no sign until their lease was over, and accept nothing without asking.',
    }),
    waitedMs: Type.Integer({ minimum: 0 }),
    staleForMs: Type.Optional(
      Type.Integer({
        description:
          'Set where a gateway whose lease has lapsed, now or earlier, was configured to go on with its last known ' +
          'answers: for how long at most.',
      }),
    ),
  },
  { title: 'Enforcement', description: 'In force everywhere: what it took.' },
);
/** Three gateways, all of them alive. */
export const ENFORCEMENT_EXAMPLE = { gateways: 3, acknowledged: 3, lapsed: 0, waitedMs: 4 };
export type Enforcement = Static<typeof Enforcement>;

export interface Enforcer {
  /**
   * Resolves when no gateway can act on what was true before `revision`: each lease has acknowledged it, was given
   * back, or has lapsed. Rejects with the signal's reason when nobody waits for it any more, and as the store does when
   * that stays out of reach.
   */
  enforced(revision: number, signal?: AbortSignal): Promise<Enforcement>;
  /** Looks at the leases now and ends those that have lapsed, so that a dead gateway delays no later change. */
  sweep(): Promise<readonly LeaseRow[]>;
  /** To be called when some lease may have acknowledged something. */
  acknowledged(): void;
}

/** How often a waiting change looks at the leases even when no doorbell rang. */
const LOOK_EVERY_MS = 100;
/** The change is committed, so a store that is away (a restart, a failover) is waited for: so long at most. */
const STORE_AWAY_MS = 30_000;

/**
 * Waits for the gateways: until their leases have lapsed, or for a lease's time at most.
 *
 * A gateway that polls, but hears none of the answers, renews its lease for ever and acknowledges nothing. But what
 * answers a poll that was sent after the commit holds the change. So whoever has not applied it believes in his lease
 * because of an older poll, and has let go when the lease's time has passed since the commit.
 */
export function createEnforcer(options: {
  store: FeedStore;
  clock?: Clock;
  /** Told how long each answer has waited for the gateways, in milliseconds. */
  onEnforced?: (waitedMs: number) => void;
}): Enforcer {
  const { store } = options;
  const clock = options.clock ?? systemClock;
  const bell = createBell((ms, signal) => clock.sleep(ms, signal));
  const look = createLeaseWatch(store, clock);

  const patiently = async <T>(ask: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> => {
    const since = clock.now().monotonic;
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        if (clock.now().monotonic - since > STORE_AWAY_MS) throw error;
      }
      await clock.sleep(LOOK_EVERY_MS, signal);
      signal?.throwIfAborted();
    }
  };

  return {
    acknowledged: () => bell.ring(),
    sweep: async () => [...(await look()).values()],
    async enforced(revision, signal) {
      const since = clock.now().monotonic;
      let heard = bell.rings;
      const asked = await patiently(look, signal);
      // Counted as the leases are, from after the first look until before the last one. So whoever is dead is not only
      // waited for no more at the end: the look has ended its lease, and no later change meets it.
      const looked = clock.now().monotonic;
      let watchedMs = 0;
      let live = asked;
      for (;;) {
        const awaited = [...live.values()].filter(
          (lease) => asked.has(lease.leaseId) && lease.acknowledged < revision && watchedMs < lease.ttlMs,
        );
        if (awaited.length === 0) break;
        signal?.throwIfAborted();
        const soonest = Math.min(LOOK_EVERY_MS, ...awaited.map((lease) => lease.left));
        await bell.wait(Math.max(1, soonest), heard, signal);
        heard = bell.rings;
        watchedMs = clock.now().monotonic - looked;
        live = await patiently(look, signal);
      }
      const silent = await patiently(() => store.silentLeases([...asked.keys()], revision), signal);
      const lapsed = silent.filter((lease) => asked.has(lease.leaseId));
      const staleForMs = Math.max(0, ...silent.map((lease) => lease.staleMs));
      const waitedMs = clock.now().monotonic - since;
      options.onEnforced?.(waitedMs);
      return {
        gateways: asked.size,
        acknowledged: asked.size - lapsed.length,
        lapsed: lapsed.length,
        waitedMs: Math.round(waitedMs),
        ...(staleForMs > 0 && { staleForMs }),
      };
    },
  };
}
