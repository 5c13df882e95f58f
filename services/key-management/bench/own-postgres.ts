import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@keyward/auth';
import { startPostgres } from '@keyward/standalone/src/postgres/index.ts';

/** Runs a measurement on a Postgres of its own, with the process id of its server, and leaves nothing behind. */
export async function onOwnPostgres(
  measure: (databaseUrl: string, postmaster: number) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'keyward-bench-'));
  const postgres = await startPostgres({
    folder: join(folder, 'postgres'),
    password: newId(),
    logFile: join(folder, 'postgres.log'),
  });
  try {
    await measure(postgres.url('postgres'), postgres.pid);
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
