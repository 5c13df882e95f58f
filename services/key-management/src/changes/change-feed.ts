import { systemClock } from '@keyward/auth';
import type { Database } from '../database/connect.ts';
import { createChangeReader } from './change-reader.ts';
import { openDoorbell } from './doorbell.ts';
import { createEnforcer, type Enforcer } from './enforcement.ts';
import type { LeaseRow } from './feed-store.ts';
import { createLeaseService, type LeaseService } from './lease-service.ts';
import { beginEpochAfterPromotion, createSqlFeedStore } from './sql-feed-store.ts';

/** This replica's part in the change feed. */
export interface ChangeFeed {
  readonly leases: LeaseService;
  readonly enforcer: Enforcer;
  /** Aborted when the service stops: waiting polls are answered then. */
  readonly stopping: AbortSignal;
  /** The leases as this replica last saw them. */
  readonly live: readonly LeaseRow[];
  /** The newest revision that this replica has read. */
  readonly head: number;
  /** Begins to listen and to look after the leases; to be called once the tables are there. */
  start(): void;
  stop(): void;
  close(): Promise<void>;
}

export interface ChangeFeedOptions {
  readonly db: Database;
  readonly databaseUrl: string;
  readonly leaseTtlMs: number;
  /** Told what goes wrong in the background, in words. */
  readonly warn: (message: string) => void;
  /** Told how long each answer has waited for the gateways, in milliseconds. */
  readonly onEnforced?: (waitedMs: number) => void;
  /** Told of each lease that this replica has ended. */
  readonly onLapsed?: () => void;
}

const COMPACT_EVERY_MS = 10 * 60 * 1000;

/** Reads new changes once for all waiting polls, waits for the gateways, and ends the leases of dead ones. */
export function createChangeFeed(options: ChangeFeedOptions): ChangeFeed {
  const { db, databaseUrl, leaseTtlMs, warn, onEnforced } = options;
  const store = createSqlFeedStore(db, options.onLapsed);
  const reader = createChangeReader(store, systemClock);
  const enforcer = createEnforcer({ store, ...(onEnforced && { onEnforced }) });
  const leases = createLeaseService({
    store,
    reader,
    clock: systemClock,
    ttlMs: leaseTtlMs,
    onAcknowledged: () => enforcer.acknowledged(),
  });
  const stopping = new AbortController();
  let live: readonly LeaseRow[] = [];
  let close = async (): Promise<void> => undefined;

  const quietly = (what: string, work: () => Promise<unknown>): void => {
    work().catch(() => warn(`${what} failed; it will be tried again`));
  };
  const sweep = async (): Promise<void> => {
    live = await enforcer.sweep();
  };
  let connections = 0;
  let lookedAt = 0;
  /** A new connection may lead to another server than before. Tried until it succeeds: at first there are no tables. */
  const lookAtTimeline = async (): Promise<void> => {
    const connection = connections;
    if (connection === lookedAt) return;
    await beginEpochAfterPromotion(db, leaseTtlMs);
    lookedAt = connection;
  };

  return {
    leases,
    enforcer,
    stopping: stopping.signal,
    get live() {
      return live;
    },
    get head() {
      return reader.head;
    },
    start() {
      const doorbell = openDoorbell({
        url: databaseUrl,
        onChanged: () => quietly('reading the change feed', () => reader.refresh()),
        onAcknowledged: () => enforcer.acknowledged(),
        onConnected: () => {
          connections++;
          quietly('looking at the timeline', lookAtTimeline);
        },
        onLost: () => warn('the connection that listens for changes was lost'),
      });
      const timers = [
        setInterval(() => quietly('looking after the leases', sweep), leaseTtlMs / 4),
        setInterval(() => quietly('looking at the timeline', lookAtTimeline), leaseTtlMs),
        setInterval(() => quietly('compacting the change feed', () => store.compact()), COMPACT_EVERY_MS),
      ];
      close = async () => {
        for (const timer of timers) clearInterval(timer);
        await doorbell.close();
      };
    },
    stop: () => stopping.abort(),
    close: () => close(),
  };
}
