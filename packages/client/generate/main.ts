import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@keyward/standalone/src/postgres/index.ts';
import { createDatabase } from '@keyward/standalone/test/fixtures/cluster/database.ts';
import { type Cleanup, readLiveDocument } from './live-document.ts';
import { GENERATED_FILE, typesOfDocument } from './types-of-document.ts';

/** Writes the types anew, from key-management as it is now, on a Postgres of its own or that of the tests. */
const cleanups: (() => unknown)[] = [];
const cleanup: Cleanup = { teardown: (clean) => void cleanups.push(clean) };
try {
  const databaseUrl = process.env.TEST_DATABASE_URL === undefined ? await ownDatabase() : await createDatabase(cleanup);
  await writeFile(GENERATED_FILE, await typesOfDocument(await readLiveDocument(cleanup, databaseUrl)));
} finally {
  for (const clean of cleanups.reverse()) await clean();
}

async function ownDatabase(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'keyward-generate-'));
  cleanup.teardown(() => rm(folder, { recursive: true, force: true }));
  const postgres = await startPostgres({
    folder: join(folder, 'postgres'),
    password: 'generate',
    logFile: join(folder, 'postgres.log'),
  });
  cleanup.teardown(() => postgres.stop());
  return postgres.url('postgres');
}
