import { sql } from 'drizzle-orm';
import type { Transaction } from '../database/connect.ts';
import type { Job } from '../jobs/run-job.ts';
import { usageBatchesTable, usageDaysTable, usageHoursTable } from './usage-tables.ts';

/** For how long counts are kept by the hour. */
const HOURLY_DAYS = 90;
/** Twice as long as any gateway goes on sending a batch. */
const BATCHES_HOURS = 48;
const HOUR_MS = 60 * 60 * 1000;

/**
 * Moves the oldest hour of the days that ended 90 days ago or earlier into its day, in one statement. False where there
 * is none. An hour at a time, so that no statement is long however many keys there are.
 */
export async function rollUpOldestHour(tx: Transaction): Promise<boolean> {
  const { rows } = await tx.execute(sql`
    with oldest as (
      select min(hour) as hour from ${usageHoursTable}
      where hour < date_trunc('day', now() - make_interval(days => ${HOURLY_DAYS}), 'UTC')
    ), over as (
      delete from ${usageHoursTable} where hour = (select hour from oldest) returning *
    ), added as (
      insert into ${usageDaysTable} as counted
        (series_id, day, requests, latency_ms_sum, latency_ms_max, bytes_in, bytes_out, prompt_tokens, completion_tokens)
      select series_id, date_trunc('day', hour, 'UTC'), requests, latency_ms_sum, latency_ms_max, bytes_in, bytes_out,
        prompt_tokens, completion_tokens from over
      on conflict (series_id, day) do update set
        requests = counted.requests + excluded.requests,
        latency_ms_sum = counted.latency_ms_sum + excluded.latency_ms_sum,
        latency_ms_max = greatest(counted.latency_ms_max, excluded.latency_ms_max),
        bytes_in = counted.bytes_in + excluded.bytes_in,
        bytes_out = counted.bytes_out + excluded.bytes_out,
        prompt_tokens = counted.prompt_tokens + excluded.prompt_tokens,
        completion_tokens = counted.completion_tokens + excluded.completion_tokens
    )
    select from oldest where hour is not null`);
  return rows.length > 0;
}

/** Does so for a day of hours at most; an hour later there is another chance. */
export async function rollUpHours(tx: Transaction): Promise<void> {
  for (let hours = 0; hours < 24; hours++) if (!(await rollUpOldestHour(tx))) return;
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
