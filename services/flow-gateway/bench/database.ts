import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@keyward/auth';
import { startPostgres } from '@keyward/standalone/src/postgres/index.ts';
import pg from 'pg';

export interface BenchDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** An empty database: on the server that `TEST_DATABASE_URL` names, else on an embedded one of its own. */
export async function createDatabase(): Promise<BenchDatabase> {
  const given = process.env.TEST_DATABASE_URL;
  if (given !== undefined && given !== '') return await createOn(given);
  const folder = await mkdtemp(join(tmpdir(), 'keyward-bench-'));
  const password = newId();
  const server = await startPostgres({ folder: join(folder, 'postgres'), password, logFile: join(folder, 'log') });
  const database = await createOn(server.url('postgres'));
  return {
    url: database.url,
    async drop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function createOn(serverUrl: string): Promise<BenchDatabase> {
  const name = `bench_${newId().toLowerCase()}`;
  await run(serverUrl, `CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`) };
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}
