import type { UsageCounts } from '@keyward/auth';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../database/connect.ts';
import { workspacesTable } from '../workspaces/workspaces-table.ts';
import { bigints, texts } from './columns.ts';
import { hourOf, plausibleTime } from './plausible-time.ts';
import { reportedKey } from './reported-key.ts';
import { usageHoursTable, usageSeriesTable } from './usage-tables.ts';

/** How many rows were added up, and how many told of a key that does not exist. */
export interface AddedCounts {
  readonly added: number;
  readonly unknownKey: number;
}

/** The columns that make a series. */
const SERIES = sql.raw('key_id, organization_id, workspace_id, outcome, flow_id, model, api, permission');

/**
 * Adds the counts of one batch to their hours, in one statement. A row counts where its key belongs: in the key's own
 * workspace, or, for a key of a whole organization, in the workspace it names if that is of this organization.
 */
export async function addCounts(tx: Transaction, counts: UsageCounts): Promise<AddedCounts> {
  if (counts.keyId.length === 0) return { added: 0, unknownKey: 0 };
  const result = await tx.execute<{ sent: string; known: string }>(sql`
    with sent as (
      select * from unnest(
        ${bigints(counts.hour)}, ${texts(counts.keyId)}, ${texts(counts.workspaceId)}, ${texts(counts.flowId)},
        ${texts(counts.model)}, ${texts(counts.api)}, ${texts(counts.permission)}, ${texts(counts.outcome)},
        ${bigints(counts.requests)}, ${bigints(counts.latencyMsSum)}, ${bigints(counts.latencyMsMax)},
        ${bigints(counts.bytesIn)}, ${bigints(counts.bytesOut)},
        ${bigints(counts.promptTokens)}, ${bigints(counts.completionTokens)}
      ) as sent (hour, key_id, sent_workspace_id, flow_id, model, api, permission, outcome, requests, latency_ms_sum,
        latency_ms_max, bytes_in, bytes_out, prompt_tokens, completion_tokens)
    ), known as (
      select sent.key_id, key.organization_id, coalesce(key.workspace_id, workspace.id, '') as workspace_id,
        sent.outcome, coalesce(sent.flow_id, '') as flow_id, coalesce(sent.model, '') as model,
        coalesce(sent.api, '') as api, coalesce(sent.permission, '') as permission,
        ${hourOf(plausibleTime(sql`sent.hour`, 'seconds'))} as at,
        requests, latency_ms_sum, latency_ms_max, bytes_in, bytes_out, prompt_tokens, completion_tokens
      from sent cross join ${reportedKey(sql`sent.key_id`)}
      left join ${workspacesTable} as workspace
        on workspace.id = sent.sent_workspace_id and workspace.organization_id = key.organization_id
    ), summed as materialized (
      select ${SERIES}, at, sum(requests) as requests, sum(latency_ms_sum) as latency_ms_sum,
        max(latency_ms_max) as latency_ms_max, sum(bytes_in) as bytes_in, sum(bytes_out) as bytes_out,
        sum(prompt_tokens) as prompt_tokens, sum(completion_tokens) as completion_tokens
      from known group by ${SERIES}, at
    ), wanted as materialized (
      select distinct ${SERIES} from summed
    ), placed as materialized (
      select series.id, ${SERIES} from wanted left join ${usageSeriesTable} as series using (${SERIES})
    ), begun as (
      -- In one order for all, so that no two batches wait for each other. Where another one was quicker, its row.
      insert into ${usageSeriesTable} as series (${SERIES})
      select ${SERIES} from placed where id is null order by ${SERIES}
      on conflict (${SERIES}) do update set outcome = excluded.outcome
      returning id, ${SERIES}
    ), numbered as (
      select id, ${SERIES} from placed where id is not null union all select id, ${SERIES} from begun
    ), written as (
      insert into ${usageHoursTable} as counted (series_id, hour, requests, latency_ms_sum, latency_ms_max, bytes_in,
        bytes_out, prompt_tokens, completion_tokens)
      select id, at, requests, latency_ms_sum, latency_ms_max, bytes_in, bytes_out, prompt_tokens, completion_tokens
      from summed join numbered using (${SERIES})
      order by id, at
      on conflict (series_id, hour) do update set
        requests = counted.requests + excluded.requests,
        latency_ms_sum = counted.latency_ms_sum + excluded.latency_ms_sum,
        latency_ms_max = greatest(counted.latency_ms_max, excluded.latency_ms_max),
        bytes_in = counted.bytes_in + excluded.bytes_in,
        bytes_out = counted.bytes_out + excluded.bytes_out,
        prompt_tokens = counted.prompt_tokens + excluded.prompt_tokens,
        completion_tokens = counted.completion_tokens + excluded.completion_tokens
    )
    select (select count(*) from sent) as sent, (select count(*) from known) as known`);
  const [row] = result.rows;
  const known = Number(row?.known ?? 0);
  return { added: known, unknownKey: Number(row?.sent ?? 0) - known };
}
