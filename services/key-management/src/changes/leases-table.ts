import { sql } from 'drizzle-orm';
import { bigint, index, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from '../database/instant.ts';

/** The leases on the change feed: one for each gateway process, new at every start of it. */
export const leasesTable = pgTable(
  'leases',
  {
    leaseId: text('lease_id').primaryKey(),
    epoch: text('epoch').notNull(),
    /** The revision up to which its holder has acted on every change; -1 before its first poll. */
    acknowledged: bigint('acknowledged', { mode: 'number' }).notNull(),
    /** Counts its polls: whoever sees it stand still for a lease's time knows that the lease is over. */
    renewals: bigint('renewals', { mode: 'number' }).notNull(),
    /** How long it is believed in after each renewal. Kept here, since replicas may be configured differently for a while. */
    ttlMs: bigint('ttl_ms', { mode: 'number' }).notNull(),
    /** For how long after its lease the holder goes on with its last known answers. */
    staleMs: bigint('stale_ms', { mode: 'number' }).notNull(),
    renewedAt: instant('renewed_at').notNull(),
    /** When it was found not to acknowledge a change in time: it is renewed no more, and lapses. */
    silentAt: instant('silent_at'),
    lapsedAt: instant('lapsed_at'),
  },
  (lease) => [index('leases_live').on(lease.leaseId).where(sql`${lease.lapsedAt} is null`)],
);
