import { sql } from 'drizzle-orm';
import type { Transaction } from '../database/connect.ts';
import type { Job } from '../jobs/run-job.ts';
import { usageBatchesTable, usageDaysTable, usageHoursTable } from './usage-tables.ts';

/** For how long counts are kept by the hour. */
const HOURLY_DAYS = 90;
/** Twice as long as any gateway goes on sending a batch. */
const BATCHES_HOURS = 48;
const HOUR_MS = 60 * 60 * 1000;

/** Adds hours of days that are over for 90 days to their days. What a day takes in is taken out of its hours at once. */
export async function rollUpHours(tx: Transaction): Promise<void> {
  await tx.execute(sql`
    with over as (
      delete from ${usageHoursTable}
      where hour < date_trunc('day', now() - make_interval(days => ${HOURLY_DAYS}), 'UTC')
      returning *
    )
    insert into ${usageDaysTable} as counted
      (series_id, day, requests, latency_ms_sum, latency_ms_max, bytes_in, bytes_out, prompt_tokens, completion_tokens)
    select series_id, date_trunc('day', hour, 'UTC'), sum(requests), sum(latency_ms_sum), max(latency_ms_max),
      sum(bytes_in), sum(bytes_out), sum(prompt_tokens), sum(completion_tokens)
    from over group by 1, 2
    on conflict (series_id, day) do update set
      requests = counted.requests + excluded.requests,
      latency_ms_sum = counted.latency_ms_sum + excluded.latency_ms_sum,
      latency_ms_max = greatest(counted.latency_ms_max, excluded.latency_ms_max),
      bytes_in = counted.bytes_in + excluded.bytes_in,
      bytes_out = counted.bytes_out + excluded.bytes_out,
      prompt_tokens = counted.prompt_tokens + excluded.prompt_tokens,
      completion_tokens = counted.completion_tokens + excluded.completion_tokens`);
}

/** Forgets the ids of batches that no gateway can send again. */
export async function forgetBatches(tx: Transaction): Promise<void> {
  await tx.execute(sql`
    delete from ${usageBatchesTable} where taken_at < now() - make_interval(hours => ${BATCHES_HOURS})`);
}

export const usageJobs: readonly Job[] = [
  { name: 'roll-up-hours', everyMs: HOUR_MS, run: rollUpHours },
  { name: 'forget-batches', everyMs: HOUR_MS, run: forgetBatches },
];
