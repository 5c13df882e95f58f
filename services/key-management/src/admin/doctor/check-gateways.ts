import { sql } from 'drizzle-orm';
import { changeCounterTable } from '../../changes/changes-table.ts';
import { leasesTable } from '../../changes/leases-table.ts';
import type { Database } from '../../database/connect.ts';
import { counted, type Finding, ok, warn } from './finding.ts';

interface Gateways extends Record<string, unknown> {
  live: number;
  silent: number;
  behind: number;
  stale_ms: string;
}

/** The gateways that hold a lease: whether they keep up, and whether one trades the promise for availability. */
export async function checkGateways(db: Database): Promise<Finding[]> {
  // A new epoch adds a lease that nobody holds; it is no gateway.
  const { rows } = await db.execute<Gateways>(sql`
    select count(*)::int as live,
      count(*) filter (where renewed_at < clock_timestamp() - make_interval(secs => ttl_ms / 1000.0))::int as silent,
      coalesce(max(greatest(0, counter.revision - lease.acknowledged)), 0)::int as behind,
      coalesce(max(stale_ms), 0) as stale_ms
    from ${leasesTable} as lease, ${changeCounterTable} as counter
    where lapsed_at is null and lease_id not like 'before-%'`);
  const [found] = rows;
  if (found === undefined || found.live === 0) {
    return [warn('gateways', 'none holds a lease', 'Start a gateway, or look at its /readyz and its log.')];
  }
  const staleMs = Number(found.stale_ms);
  return [
    found.silent === 0
      ? ok('gateways', `${counted(found.live, 'lease')} held, ${behind(found.behind)}`)
      : warn(
          'gateways',
          `${found.silent} of ${found.live} gave no sign in time: a revoke waits for their leases`,
          'See whether they run and reach key-management.',
        ),
    ...(staleMs === 0
      ? []
      : [
          warn(
            'gateways',
            `one may go on with what it knew for ${staleMs / 1000} s while key-management is away: a revoke may take that long to hold there`,
            'Unset STALE_IF_UNAVAILABLE to have the promise without exception.',
          ),
        ]),
  ];
}

function behind(changes: number): string {
  return changes === 0 ? 'none behind' : `${counted(changes, 'change')} behind at most`;
}
