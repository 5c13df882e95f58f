import { fileURLToPath } from 'node:url';
import { newId } from '@keyward/auth';
import { sql } from 'drizzle-orm';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { Client } from 'pg';
import { startChangeCounter } from '../changes/record-change.ts';
import type { Queryable } from './connect.ts';

const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url));

/** Held while migrations run, so that of several processes one applies them and the others find them applied. */
const MIGRATION_LOCK = 727_401_001;

/** Applies the migrations that the database has not seen. Returns how many those were. */
export async function applyMigrations(databaseUrl: string): Promise<number> {
  const client = new Client({ connectionString: databaseUrl, application_name: 'keyward-migrate' });
  await client.connect();
  try {
    const db = drizzle(client);
    await db.execute(sql`select pg_advisory_lock(${MIGRATION_LOCK})`);
    const pending = await pendingMigrations(db);
    await migrate(db, { migrationsFolder });
    await startChangeCounter(db, newId());
    return pending;
  } finally {
    await client.end();
  }
}

/** How many migrations this version knows that the database has not seen. */
export async function pendingMigrations(db: Queryable): Promise<number> {
  const known = readMigrationFiles({ migrationsFolder });
  const table = await db.execute<{ exists: boolean }>(
    sql`select to_regclass('drizzle.__drizzle_migrations') is not null as exists`,
  );
  if (table.rows[0]?.exists !== true) return known.length;
  const latest = await db.execute<{ at: string | null }>(
    sql`select max(created_at) as at from drizzle.__drizzle_migrations`,
  );
  const seen = Number(latest.rows[0]?.at ?? 0);
  return known.filter(({ folderMillis }) => folderMillis > seen).length;
}
