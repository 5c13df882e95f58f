import { sql } from 'drizzle-orm';
import type { Job } from '../jobs/run-job.ts';
import { denialsTable } from './denials-table.ts';

const KEPT_DAYS = 7;

/** Forgets denials after a week. */
export const forgetDenials: Job = {
  name: 'forget-denials',
  everyMs: 60 * 60 * 1000,
  run: async (tx) => {
    await tx.execute(sql`delete from ${denialsTable} where at < now() - make_interval(days => ${KEPT_DAYS})`);
  },
};
