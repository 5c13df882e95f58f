import type { UsageCounts } from '@keyward/auth';
import { type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../database/connect.ts';
import { workspacesTable } from '../workspaces/workspaces-table.ts';
import { bigints, rowsOf, texts } from './columns.ts';
import { hourOf, plausibleTime } from './plausible-time.ts';
import { reportedKey } from './reported-key.ts';
import { usageHoursTable, usageSeriesTable } from './usage-tables.ts';

/** How many rows were added up, and how many told of a key that does not exist. */
export interface AddedCounts {
  readonly added: number;
  readonly unknownKey: number;
}

/**
 * Adds the counts of one batch to their hours. A row counts where its key belongs: in the key's own workspace, or, for a
 * key of a whole organization, in the workspace it names if that is of this organization.
 */
export async function addCounts(tx: Transaction, counts: UsageCounts): Promise<AddedCounts> {
  if (counts.keyId.length === 0) return { added: 0, unknownKey: 0 };
  const first = await addToSeries(tx, counts);
  if (first.withoutSeries.length === 0) return first;
  // Few rows, but for the first hours of a key or a flow.
  const rest = rowsOf(counts, first.withoutSeries);
  await beginSeries(tx, rest);
  const second = await addToSeries(tx, rest);
  if (second.withoutSeries.length > 0) throw new Error('a series has vanished');
  return { added: first.added + second.added, unknownKey: first.unknownKey };
}

/** Adds the rows whose series exists already; tells which ones have none. */
async function addToSeries(tx: Transaction, counts: UsageCounts): Promise<AddedCounts & { withoutSeries: number[] }> {
  const { rows } = await tx.execute<{ known: string; without_series: number[] | null }>(sql`
    with placed as materialized (
      select known.*, series.id as series_id from (${knownRows(counts)}) as known
      left join lateral (select id from ${usageSeriesTable} where (${SERIES}) = (${KNOWN_SERIES}) limit 1) as series on true
    ), written as (
      insert into ${usageHoursTable} as counted (series_id, hour, requests, latency_ms_sum, latency_ms_max, bytes_in,
        bytes_out, prompt_tokens, completion_tokens)
      select series_id, at, sum(requests), sum(latency_ms_sum), max(latency_ms_max), sum(bytes_in), sum(bytes_out),
        sum(prompt_tokens), sum(completion_tokens)
      from placed where series_id is not null group by series_id, at
      -- In one order for all, so that no two batches wait for each other.
      order by series_id, at
      on conflict (series_id, hour) do update set
        requests = counted.requests + excluded.requests,
        latency_ms_sum = counted.latency_ms_sum + excluded.latency_ms_sum,
        latency_ms_max = greatest(counted.latency_ms_max, excluded.latency_ms_max),
        bytes_in = counted.bytes_in + excluded.bytes_in,
        bytes_out = counted.bytes_out + excluded.bytes_out,
        prompt_tokens = counted.prompt_tokens + excluded.prompt_tokens,
        completion_tokens = counted.completion_tokens + excluded.completion_tokens
    )
    select count(*) as known, array_agg(row::int - 1) filter (where series_id is null) as without_series from placed`);
  const known = Number(rows[0]?.known ?? 0);
  const withoutSeries = rows[0]?.without_series ?? [];
  return { added: known - withoutSeries.length, unknownKey: counts.keyId.length - known, withoutSeries };
}

async function beginSeries(tx: Transaction, counts: UsageCounts): Promise<void> {
  await tx.execute(sql`
    insert into ${usageSeriesTable} (${SERIES})
    select distinct ${KNOWN_SERIES} from (${knownRows(counts)}) as known order by ${KNOWN_SERIES}
    on conflict do nothing`);
}

/** The columns that make a series. */
const SERIES_COLUMNS = [
  'key_id',
  'organization_id',
  'workspace_id',
  'outcome',
  'flow_id',
  'model',
  'api',
  'permission',
];
const SERIES = sql.raw(SERIES_COLUMNS.join(', '));
const KNOWN_SERIES = sql.raw(SERIES_COLUMNS.map((column) => `known.${column}`).join(', '));

/** The rows whose key exists, each with the columns of its series and the hour that it counts in, `at`. */
function knownRows(counts: UsageCounts): SQL {
  return sql`
    select sent.row, sent.key_id, key.organization_id, coalesce(key.workspace_id, workspace.id, '') as workspace_id,
      sent.outcome, coalesce(sent.flow_id, '') as flow_id, coalesce(sent.model, '') as model,
      coalesce(sent.api, '') as api, coalesce(sent.permission, '') as permission,
      ${hourOf(plausibleTime(sql`sent.hour`, 'seconds'))} as at,
      requests, latency_ms_sum, latency_ms_max, bytes_in, bytes_out, prompt_tokens, completion_tokens
    from unnest(
      ${bigints(counts.hour)}, ${texts(counts.keyId)}, ${texts(counts.workspaceId)}, ${texts(counts.flowId)},
      ${texts(counts.model)}, ${texts(counts.api)}, ${texts(counts.permission)}, ${texts(counts.outcome)},
      ${bigints(counts.requests)}, ${bigints(counts.latencyMsSum)}, ${bigints(counts.latencyMsMax)},
      ${bigints(counts.bytesIn)}, ${bigints(counts.bytesOut)},
      ${bigints(counts.promptTokens)}, ${bigints(counts.completionTokens)}
    ) with ordinality as sent (hour, key_id, sent_workspace_id, flow_id, model, api, permission, outcome, requests,
      latency_ms_sum, latency_ms_max, bytes_in, bytes_out, prompt_tokens, completion_tokens, row)
    cross join ${reportedKey(sql`sent.key_id`)}
    left join ${workspacesTable} as workspace
      on workspace.id = sent.sent_workspace_id and workspace.organization_id = key.organization_id`;
}
