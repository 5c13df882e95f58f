import { type SQL, sql } from 'drizzle-orm';

/** Longer than any gateway goes on sending a batch. What is older comes of a clock that is wrong. */
const OLDEST = sql`interval '48 hours'`;

/**
 * A time that a gateway reports (a column of seconds or milliseconds since the epoch), as far as it can be true by the
 * database's clock: one in the future or more than two days ago is taken for the present moment.
 */
export function plausibleTime(column: SQL, unit: 'seconds' | 'milliseconds'): SQL {
  const reported = unit === 'seconds' ? sql`to_timestamp(${column})` : sql`to_timestamp(${column} / 1000.0::float8)`;
  return sql`case when ${reported} between now() - ${OLDEST} and now() then ${reported} else now() end`;
}

/** When the hour of a time began, in UTC whatever the session's time zone is. */
export function hourOf(time: SQL): SQL {
  return sql`date_trunc('hour', ${time}, 'UTC')`;
}
