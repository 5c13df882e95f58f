import { sql } from 'drizzle-orm';
import type { Database, Transaction } from '../database/connect.ts';
import { jobsTable } from './jobs-table.ts';

/** A piece of work that recurs, done by one replica at a time. */
export interface Job {
  readonly name: string;
  readonly everyMs: number;
  /** The work, in the transaction that also records that it is done. */
  readonly run: (tx: Transaction) => Promise<void>;
}

/**
 * Does a job if it is due by the database's clock, and no other replica is at it. True where this one did it. The lock
 * ends with the transaction, so that a replica that dies in the middle leaves nothing half done and nothing locked.
 */
export async function runJob(db: Database, { name, everyMs, run }: Job): Promise<boolean> {
  return await db.transaction(async (tx) => {
    const { rows: locked } = await tx.execute<{ locked: boolean }>(
      sql`select pg_try_advisory_xact_lock(hashtextextended(${`keyward/job/${name}`}, 0)) as locked`,
    );
    if (locked[0]?.locked !== true) return false;
    const { rows: due } = await tx.execute(sql`
      insert into ${jobsTable} as job (name, done_at) values (${name}, clock_timestamp())
      on conflict (name) do update set done_at = excluded.done_at
        where job.done_at <= clock_timestamp() - make_interval(secs => ${everyMs / 1000}) returning 1`);
    if (due.length === 0) return false;
    await run(tx);
    return true;
  });
}
