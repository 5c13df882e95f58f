import { sql } from 'drizzle-orm';
import type { Job } from '../jobs/run-job.ts';
import { expiryNoticesTable, webhookDeliveriesTable } from './webhooks-tables.ts';

const KEPT_DAYS = 30;

/** Forgets what was sent a month ago, and which ends were announced that are over. */
export const forgetDeliveries: Job = {
  name: 'forget-deliveries',
  everyMs: 60 * 60 * 1000,
  run: async (tx) => {
    await tx.execute(
      sql`delete from ${webhookDeliveriesTable} where created_at < now() - make_interval(days => ${KEPT_DAYS})`,
    );
    await tx.execute(sql`delete from ${expiryNoticesTable} where expires_at < now()`);
  },
};
