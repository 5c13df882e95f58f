import { sql } from 'drizzle-orm';
import type { Database } from '../../database/connect.ts';
import { type Finding, ok, warn } from './finding.ts';

const TOLERATED_MS = 2_000;

/** How far this machine's clock is from the database's. Revoking needs no clock; the expiry of keys does. */
export async function checkClocks(db: Database): Promise<Finding> {
  const asked = Date.now();
  const { rows } = await db.execute<{ ms: number }>(
    sql`select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`,
  );
  const answered = Date.now();
  const there = rows[0]?.ms ?? Number.NaN;
  // The database read its clock somewhere in between.
  const apart = Math.max(0, asked - there, there - answered);
  if (apart <= TOLERATED_MS) return ok('clocks', `this machine and the database agree within ${TOLERATED_MS / 1000} s`);
  return warn(
    'clocks',
    `this machine and the database are ${(apart / 1000).toFixed(1)} s apart: keys expire that much too early or too late`,
    'Synchronise the clocks (NTP).',
  );
}
