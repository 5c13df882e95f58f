import { sql } from 'drizzle-orm';
import type { Job } from '../jobs/run-job.ts';
import { keysTable } from '../keys/keys-table.ts';
import { enqueueEvent } from './enqueue-event.ts';
import { expiryNoticesTable } from './webhooks-tables.ts';

/** What is announced at once; the rest follows with the next run. */
const MAX_ANNOUNCED = 500;

interface ExpiringRow extends Record<string, unknown> {
  id: string;
  kind: 'api' | 'gw';
  name: string;
  organization_id: string;
  workspace_id: string | null;
  expires_at: string;
  days: number;
}

/** Tells of keys that end within 14, 3 and 1 days, once for each, unless they were rotated. */
export const announceExpiry: Job = {
  name: 'announce-expiry',
  everyMs: 5 * 60 * 1000,
  run: async (tx) => {
    const { rows } = await tx.execute<ExpiringRow>(sql`
      with due as (
        select row_id, id, kind, name, organization_id, workspace_id, expires_at, min(days) as days
        from ${keysTable} cross join unnest(array[14, 3, 1]) as days
        where revoked_at is null and replaced_by is null and kind in ('api', 'gw')
          and expires_at > now() and expires_at <= now() + make_interval(days => days)
        group by row_id
      ), told as (
        insert into ${expiryNoticesTable} (key_row_id, expires_at, days)
        select row_id, expires_at, days from due where not exists (
          select from ${expiryNoticesTable} as known
          where known.key_row_id = due.row_id and known.expires_at = due.expires_at and known.days = due.days)
        limit ${MAX_ANNOUNCED}
        on conflict do nothing returning key_row_id
      )
      select due.* from due join told on key_row_id = row_id`);
    for (const row of rows) {
      const type = row.kind === 'gw' ? 'gateway-key' : 'api-key';
      await enqueueEvent(tx, {
        type: `${type}.expiring`,
        organizationId: row.organization_id,
        workspaceId: row.workspace_id,
        data: {
          target: { type, id: row.id, name: row.name },
          expiresAt: new Date(row.expires_at).toISOString(),
          withinDays: row.days,
        },
      });
    }
  },
};
