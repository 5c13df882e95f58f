import { type SQL, sql } from 'drizzle-orm';
import type { Queryable } from '../database/connect.ts';
import { USAGE_GROUPS, type UsageQuery } from './usage-query.ts';
import { usageDaysTable, usageHoursTable, usageSeriesTable } from './usage-tables.ts';

/** Whose usage is wanted: of a workspace, of a key, or of a key in a workspace. */
export interface UsageOwner {
  readonly organizationId: string;
  readonly workspaceId?: string;
  readonly keyId?: string;
}

/** One sum. Members of `groups` are null where the requests had none: no flow, no model. */
export interface UsageRow {
  /** When its step began; null for a total. */
  readonly start: Date | null;
  readonly groups: Readonly<Record<string, string | null>>;
  readonly requests: number;
  readonly ok: number;
  readonly denied: number;
  readonly limited: number;
  readonly upstreamErrors: number;
  readonly latencyMsSum: number;
  readonly latencyMsMax: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
}

/** What was counted, each query within one organization. */
export function usageRepository(db: Queryable) {
  return {
    /** At most `limit` sums, in the order of time, the largest number of requests first. */
    async sums(owner: UsageOwner, query: UsageQuery, limit: number): Promise<UsageRow[]> {
      const { from, to, step, groups } = query;
      const start = step === 'total' ? sql`null::timestamptz` : sql`date_trunc(${step}, at, 'UTC')`;
      const columns = groups.map((group) => sql`, ${sql.raw(USAGE_GROUPS[group].column)}`);
      const { rows } = await db.execute<SumRow>(sql`
        select ${start} as start ${sql.join(columns)},
          sum(requests) as requests,
          sum(requests) filter (where outcome = 'ok') as ok,
          sum(requests) filter (where outcome like 'denied:%') as denied,
          sum(requests) filter (where outcome = 'limited') as limited,
          sum(requests) filter (where outcome = 'upstream-error') as upstream_errors,
          sum(latency_ms_sum) as latency_ms_sum, max(latency_ms_max) as latency_ms_max,
          sum(bytes_in) as bytes_in, sum(bytes_out) as bytes_out,
          sum(prompt_tokens) as prompt_tokens, sum(completion_tokens) as completion_tokens
        from ${usageSeriesTable} as series
        join (
          select series_id, hour as at, ${COUNTERS} from ${usageHoursTable} where ${within('hour', from, to)}
          union all
          select series_id, day as at, ${COUNTERS} from ${usageDaysTable} where ${within('day', from, to)}
        ) as counted on series_id = series.id
        where organization_id = ${owner.organizationId}
          and ${owner.workspaceId === undefined ? sql`true` : sql`workspace_id = ${owner.workspaceId}`}
          and ${owner.keyId === undefined ? sql`true` : sql`key_id = ${owner.keyId}`}
        group by 1 ${sql.join(columns)}
        order by 1, requests desc ${sql.join(columns)}
        limit ${limit}`);
      return rows.map((row) => ({
        start: row.start === null ? null : new Date(row.start),
        groups: Object.fromEntries(
          groups.map((group) => [USAGE_GROUPS[group].member, row[USAGE_GROUPS[group].column] || null]),
        ),
        requests: Number(row.requests),
        ok: Number(row.ok ?? 0),
        denied: Number(row.denied ?? 0),
        limited: Number(row.limited ?? 0),
        upstreamErrors: Number(row.upstream_errors ?? 0),
        latencyMsSum: Number(row.latency_ms_sum),
        latencyMsMax: Number(row.latency_ms_max),
        bytesIn: Number(row.bytes_in),
        bytesOut: Number(row.bytes_out),
        promptTokens: Number(row.prompt_tokens),
        completionTokens: Number(row.completion_tokens),
      }));
    },
  };
}

const COUNTERS = sql.raw(
  'requests, latency_ms_sum, latency_ms_max, bytes_in, bytes_out, prompt_tokens, completion_tokens',
);

function within(column: 'hour' | 'day', from: Date, to: Date): SQL {
  return sql`${sql.raw(column)} >= ${from.toISOString()} and ${sql.raw(column)} < ${to.toISOString()}`;
}

type SumRow = Record<(typeof USAGE_GROUPS)[keyof typeof USAGE_GROUPS]['column'], string> & {
  start: string | null;
  requests: string;
  ok: string | null;
  denied: string | null;
  limited: string | null;
  upstream_errors: string | null;
  latency_ms_sum: string;
  latency_ms_max: string;
  bytes_in: string;
  bytes_out: string;
  prompt_tokens: string;
  completion_tokens: string;
};
