import { type SQL, sql } from 'drizzle-orm';
import { keysTable } from '../keys/keys-table.ts';
import { keyNetworksTable } from '../usage/key-networks-table.ts';
import { reportedKey } from '../usage/reported-key.ts';
import { unusedPermissions } from '../usage/unused-permissions.ts';
import { usageHoursTable, usageSeriesTable } from '../usage/usage-tables.ts';

const IDLE_FOR = sql`interval '90 days'`;
const NEVER_USED_FOR = sql`interval '30 days'`;
const EXPIRING_WITHIN = sql`interval '14 days'`;
const NEW_FOR = sql`interval '24 hours'`;
const LIMITED_REQUESTS = 10;
/** A jump is so many refusals in this hour and the last one, and so many times as many as is usual in two hours. */
const JUMP_DENIALS = 20;
const JUMP_FACTOR = 5;
const USUAL_HOURS = 7 * 24;

/** Live keys of client apps. */
const liveKeys = sql`${keysTable} as key where key.revoked_at is null and key.kind in ('api', 'gw')`;
const ofKey = sql.raw('key.organization_id, key.workspace_id, key.id as key_id');

/**
 * What is there to be found now, as a query of `organization_id`, `workspace_id`, `key_id`, `type`, `subject` and
 * `detail`. Details are made of ids, times, numbers and networks: nothing in them is secret.
 */
export const currentFindings: SQL = sql.join(
  [
    sql`select ${ofKey}, 'idle' as type, '' as subject, jsonb_build_object('lastUsedAt', key.last_used_at) as detail
      from ${liveKeys} and key.last_used_at < now() - ${IDLE_FOR}`,
    sql`select ${ofKey}, 'never-used', '', jsonb_build_object('createdAt', key.created_at)
      from ${liveKeys} and key.last_used_at is null and key.created_at < now() - ${NEVER_USED_FOR}`,
    sql`select ${ofKey}, 'expiring-soon', '', jsonb_build_object('expiresAt', key.expires_at)
      from ${liveKeys} and key.replaced_by is null and key.expires_at > now()
        and key.expires_at <= now() + ${EXPIRING_WITHIN}`,
    sql`select ${ofKey}, 'permissions-unused', '', jsonb_build_object('permissions', unused.permissions)
      from ${keysTable} as key cross join lateral (select ${unusedPermissions(sql`key`)} as permissions) as unused
      where key.revoked_at is null and key.kind = 'api' and key.last_used_at is not null
        and key.created_at < now() - ${NEVER_USED_FOR} and cardinality(unused.permissions) > 0`,
    // A key that is used for the first time at all comes from nowhere new.
    sql`select ${ofKey}, 'new-network', host(seen.network) || '/' || masklen(seen.network),
        jsonb_build_object('network', seen.network, 'firstUsedAt', seen.first_used_at)
      from ${keyNetworksTable} as seen join ${keysTable} as key on key.row_id = seen.key_row_id
      where key.revoked_at is null and seen.first_used_at > now() - ${NEW_FOR} and exists (
        select from ${keyNetworksTable} as known where known.key_row_id = seen.key_row_id
          and known.first_used_at < seen.first_used_at - ${NEW_FOR})`,
    sql`select key.organization_id, key.workspace_id, recent.key_id, 'rate-limited', '',
        jsonb_build_object('requests', recent.requests, 'withinHours', 24)
      from (
        select key_id, sum(requests)::int as requests from ${usageHoursTable} join ${usageSeriesTable} on id = series_id
        where hour > now() - ${NEW_FOR} and outcome = 'limited' group by key_id
        having sum(requests) >= ${LIMITED_REQUESTS}
      ) as recent cross join ${reportedKey(sql`recent.key_id`)}`,
    sql`select key.organization_id, key.workspace_id, recent.key_id, 'denials-jump', '',
        jsonb_build_object('requests', recent.requests, 'withinHours', 2, 'usual', round(usual.requests, 1))
      from (
        select key_id, sum(requests)::int as requests from ${usageHoursTable} join ${usageSeriesTable} on id = series_id
        where hour > now() - interval '2 hours' and outcome like 'denied:%' group by key_id
        having sum(requests) >= ${JUMP_DENIALS}
      ) as recent
      cross join ${reportedKey(sql`recent.key_id`)}
      cross join lateral (
        select coalesce(sum(requests), 0) * 2.0 / ${USUAL_HOURS} as requests
        from ${usageSeriesTable} as series join ${usageHoursTable} as counted on counted.series_id = series.id
        where series.key_id = recent.key_id and series.organization_id = key.organization_id
          and series.outcome like 'denied:%' and counted.hour <= now() - interval '2 hours'
          and counted.hour > now() - make_interval(hours => ${USUAL_HOURS + 2})
      ) as usual
      where recent.requests >= usual.requests * ${JUMP_FACTOR}`,
  ],
  sql` union all `,
);
