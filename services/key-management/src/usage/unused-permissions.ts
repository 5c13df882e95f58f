import { CLIENT_PERMISSIONS } from '@keyward/auth';
import { type SQL, sql } from 'drizzle-orm';
import { usageSeriesTable } from './usage-tables.ts';

/**
 * Which of its permissions a key has never used, as an array; `*` stands for all. `key` is what the query around it calls
 * the key. A request that a limit or the upstream refused has used its permission, too.
 */
export function unusedPermissions(key: SQL): SQL {
  return sql`array(
    select permission from unnest(
      case when '*' = any(${key}.permissions) then ${sql.param([...CLIENT_PERMISSIONS])}::text[] else ${key}.permissions end) as permission
    where not exists (
      select from ${usageSeriesTable} as series
      where series.key_id = ${key}.id and series.organization_id = ${key}.organization_id
        and series.permission = permission.permission and series.outcome in ('ok', 'limited', 'upstream-error'))
    order by permission)`;
}
