import { newId } from '@keyward/auth';
import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../database/connect.ts';
import { changesTable as changes, changeCounterTable as counter } from './changes-table.ts';
import type { FeedStore, LeaseRow, Position } from './feed-store.ts';
import { leasesTable as leases } from './leases-table.ts';

/** The channels of NOTIFY: doorbells, without any content. */
export const CHANGED_CHANNEL = 'keyward_changed';
export const ACKNOWLEDGED_CHANNEL = 'keyward_acknowledged';

/** What is kept for polls that come late. */
const KEPT_CHANGES = 10_000;
const KEPT_FOR = sql`interval '1 hour'`;

/**
 * The feed's statements. Each is one statement, so that what it answers is of one snapshot. `onLapsed` is told of each
 * lease that this replica has ended.
 */
export function createSqlFeedStore(db: Database, onLapsed: () => void = () => undefined): FeedStore {
  const rows = async <T extends Record<string, unknown>>(statement: SQL) => (await db.execute<T>(statement)).rows;

  return {
    async position() {
      return positionOf((await rows<PositionRow>(sql`select epoch, revision from ${counter}`))[0]);
    },

    async changesAfter(revision, limit) {
      const found = await rows<PositionRow & ChangeRow>(sql`
        select counter.epoch, counter.revision, newer.revision as change, newer.entity, newer.entity_id, newer.workspace_id
        from ${counter} as counter
        left join lateral (
          select * from ${changes} as change where change.revision > ${revision} order by change.revision limit ${limit}
        ) as newer on true
        order by newer.revision`);
      return {
        ...positionOf(found[0]),
        changes: found.flatMap((row) =>
          row.change === null
            ? []
            : [
                {
                  revision: Number(row.change),
                  entity: row.entity,
                  entityId: row.entity_id,
                  workspaceId: row.workspace_id,
                },
              ],
        ),
      };
    },

    async insertLease(leaseId, { ttlMs, staleMs }) {
      // FOR SHARE waits for a write that holds the counter, and reads what it has committed; a later one waits for us.
      const made = await rows<PositionRow>(sql`
        with counter as materialized (select epoch, revision from ${counter} for share),
        lease as (
          insert into ${leases} (lease_id, epoch, acknowledged, renewals, ttl_ms, stale_ms, renewed_at)
          select ${leaseId}, epoch, -1, 0, ${ttlMs}, ${staleMs}, clock_timestamp() from counter)
        select epoch, revision from counter`);
      return positionOf(made[0]);
    },

    async renewLease(leaseId, revision) {
      const [renewed] = await rows<PositionRow & { ttl_ms: string }>(sql`
        update ${leases} as lease
        set acknowledged = greatest(lease.acknowledged, ${revision}), renewals = lease.renewals + 1,
            renewed_at = clock_timestamp()
        from ${counter} as counter,
          (select lease_id, acknowledged from ${leases} where lease_id = ${leaseId} for update) as before
        where lease.lease_id = before.lease_id and lease.lapsed_at is null and lease.silent_at is null
          and lease.epoch = counter.epoch and counter.revision >= ${revision}
        returning counter.epoch, counter.revision, lease.ttl_ms,
          case when before.acknowledged < ${revision} then pg_notify(${ACKNOWLEDGED_CHANNEL}, '') end`);
      return renewed && { ...positionOf(renewed), ttlMs: Number(renewed.ttl_ms) };
    },

    async deleteLease(leaseId) {
      await rows(sql`
        delete from ${leases} where lease_id = ${leaseId} returning pg_notify(${ACKNOWLEDGED_CHANNEL}, '')`);
    },

    async lapseLease(leaseId, renewals) {
      const lapsed = await rows(sql`
        update ${leases} set lapsed_at = clock_timestamp()
        where lease_id = ${leaseId} and renewals = ${renewals} and lapsed_at is null
        returning pg_notify(${ACKNOWLEDGED_CHANNEL}, '')`);
      if (lapsed.length === 1) {
        onLapsed();
        return true;
      }
      return (await rows(sql`select 1 from ${leases} where lease_id = ${leaseId} and lapsed_at is null`)).length === 0;
    },

    async liveLeases() {
      return (await rows<LeaseColumns>(sql`select ${LEASE_COLUMNS} from ${leases} where lapsed_at is null`)).map(
        leaseOf,
      );
    },

    async silentLeases(leaseIds, revision) {
      const found = await rows<LeaseColumns>(sql`
        with silent as (
          update ${leases} set silent_at = coalesce(silent_at, clock_timestamp())
          where lease_id = any(${sql.param([...leaseIds])}) and acknowledged < ${revision}
          returning ${LEASE_COLUMNS})
        select ${LEASE_COLUMNS} from silent
        union
        select ${LEASE_COLUMNS} from ${leases} where acknowledged < ${revision} and clock_timestamp() < ${STALE_UNTIL}`);
      return found.map(leaseOf);
    },

    async compact() {
      await rows(sql`
        delete from ${changes} where at < clock_timestamp() - ${KEPT_FOR}
          and revision <= (select revision from ${counter}) - ${KEPT_CHANGES}`);
      await rows(sql`delete from ${leases} where ${STALE_UNTIL} < clock_timestamp() - ${KEPT_FOR}`);
    },
  };
}

/**
 * Begins a new epoch: history may have been rewritten (a restore, a promotion of a standby), so gateways drop all they
 * hold. Nobody knows which leases there were in the history that is gone. So one is added for them that nobody renews,
 * for as long as any of them can have been granted for, and a revoke waits until it has lapsed.
 */
export async function beginEpoch(db: Database, ttlMs: number, reason: SQL = sql`true`): Promise<boolean> {
  const begun = await db.execute(sql`
    with epoch as (update ${counter} set epoch = ${newId()}, timeline = ${TIMELINE} where ${reason} returning epoch)
    insert into ${leases} (lease_id, epoch, acknowledged, renewals, ttl_ms, stale_ms, renewed_at)
    select 'before-' || epoch, epoch, -1, 0, greatest(${ttlMs}, (select max(ttl_ms) from ${leases})), 0, clock_timestamp()
    from epoch
    returning pg_notify(${CHANGED_CHANNEL}, '')`);
  return begun.rows.length === 1;
}

/** Begins a new epoch if the server's timeline is not the one of the present epoch: it was promoted or restored. */
export async function beginEpochAfterPromotion(db: Database, ttlMs: number): Promise<boolean> {
  await db.execute(sql`update ${counter} set timeline = ${TIMELINE} where timeline is null`);
  return beginEpoch(db, ttlMs, sql`timeline is distinct from ${TIMELINE}`);
}

/** The first eight hexadecimal digits of a WAL file's name are its timeline. */
const TIMELINE = sql`left(pg_walfile_name(pg_current_wal_lsn()), 8)`;

const LEASE_COLUMNS = sql`lease_id, acknowledged, renewals, ttl_ms, stale_ms`;

/** Until when the holder of a lapsed lease may go on with its last known answers; the lease's own time where it may not. */
const STALE_UNTIL = sql`lapsed_at + make_interval(secs => stale_ms / 1000.0)`;

interface LeaseColumns extends Record<string, unknown> {
  lease_id: string;
  acknowledged: string;
  renewals: string;
  ttl_ms: string;
  stale_ms: string;
}

interface PositionRow extends Record<string, unknown> {
  epoch: string;
  revision: string;
}

interface ChangeRow {
  change: string | null;
  entity: string;
  entity_id: string;
  workspace_id: string | null;
}

function leaseOf(row: LeaseColumns): LeaseRow {
  return {
    leaseId: row.lease_id,
    acknowledged: Number(row.acknowledged),
    renewals: Number(row.renewals),
    ttlMs: Number(row.ttl_ms),
    staleMs: Number(row.stale_ms),
  };
}

function positionOf(row: PositionRow | undefined): Position {
  if (row === undefined) throw new Error('the change counter has no row');
  return { epoch: row.epoch, revision: Number(row.revision) };
}
