import { bigint, index, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import { instant } from '../database/instant.ts';

const sum = (name: string) => bigint(name, { mode: 'number' }).notNull();

/** What is counted, in each series and span of time. */
const counters = () => ({
  requests: sum('requests'),
  latencyMsSum: sum('latency_ms_sum'),
  latencyMsMax: sum('latency_ms_max'),
  bytesIn: sum('bytes_in'),
  bytesOut: sum('bytes_out'),
  promptTokens: sum('prompt_tokens'),
  completionTokens: sum('completion_tokens'),
});

/**
 * What tells counts apart but the time. They come again every hour, so they are written once and counted under a number.
 * Text that is empty stands for "none". Rows outlive the key and the workspace that they tell of.
 */
export const usageSeriesTable = pgTable(
  'usage_series',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    organizationId: text('organization_id').notNull(),
    workspaceId: text('workspace_id').notNull(),
    keyId: text('key_id').notNull(),
    flowId: text('flow_id').notNull(),
    model: text('model').notNull(),
    api: text('api').notNull(),
    permission: text('permission').notNull(),
    outcome: text('outcome').notNull(),
  },
  (series) => [
    unique('usage_series_once').on(
      series.keyId,
      series.organizationId,
      series.workspaceId,
      series.outcome,
      series.flowId,
      series.model,
      series.api,
      series.permission,
    ),
    index('usage_series_by_workspace').on(series.organizationId, series.workspaceId),
  ],
);

/** Counts of the last months, by the hour. */
export const usageHoursTable = pgTable(
  'usage_hours',
  {
    // No foreign key: series are never deleted, and checking it would lock a row of theirs for each one here.
    seriesId: bigint('series_id', { mode: 'number' }).notNull(),
    hour: instant('hour').notNull(),
    ...counters(),
  },
  (row) => [primaryKey({ columns: [row.seriesId, row.hour] }), index('usage_hours_by_hour').using('brin', row.hour)],
);

/** Counts of earlier times, by the day (UTC). An hour is in one of the two tables, never in both. */
export const usageDaysTable = pgTable(
  'usage_days',
  { seriesId: bigint('series_id', { mode: 'number' }).notNull(), day: instant('day').notNull(), ...counters() },
  (row) => [primaryKey({ columns: [row.seriesId, row.day] })],
);

/** The batches that were added, so that a repeat is not added again. */
export const usageBatchesTable = pgTable(
  'usage_batches',
  { batchId: text('batch_id').primaryKey(), takenAt: instant('taken_at').notNull().defaultNow() },
  (row) => [index('usage_batches_by_time').using('brin', row.takenAt)],
);
