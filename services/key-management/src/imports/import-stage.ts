import { sql } from 'drizzle-orm';
import type { Queryable } from '../database/connect.ts';
import { STAGED_DEFAULTS } from './file/staged-json.ts';
import type { HashResult } from './hashing/hash-tasks.ts';

/** The rows of the file that is being imported, as CheckedRow has them. */
export const stage = sql.raw('import_rows');
/** The live keys that have the names of rows. What that means for such a row is up to the mode. */
export const stageMatches = sql.raw('import_matches');
/** The rows that can't be applied for the sake of live keys, as RowError has them. */
export const stageConflicts = sql.raw('import_conflicts');
/** The hashes of the rows' tokens, as they are made. */
export const stageHashes = sql.raw('import_hashes');

/**
 * Makes the tables in which an import is prepared. Temporary: they belong to the session, are gone with it, and what is
 * written to them neither waits for the disk nor stands in anybody's way. No token is ever in them.
 */
export async function createStage(db: Queryable): Promise<void> {
  await db.execute(sql`
    create temp table ${stage} (
      row integer primary key, name text not null, "nameKey" text not null, "nameAt" text not null,
      "tokenAt" text not null, id text not null, "newId" boolean not null, display text not null, hash text,
      lookup text, lookups text[], permissions text[] not null, flows text[], "allowedIps" text[],
      limits jsonb not null, metadata jsonb not null, tags text[] not null, enabled boolean not null,
      "expiresAt" timestamptz, "externalId" text, origin text not null, notes jsonb not null)`);
  await db.execute(
    sql`create temp table ${stageMatches} (row integer primary key, "rowId" bigint not null unique, id text not null, display text not null)`,
  );
  await db.execute(
    sql`create temp table ${stageConflicts} (row integer primary key, pointer text not null, detail text not null)`,
  );
  await db.execute(sql`create temp table ${stageHashes} (row integer primary key, hash text not null)`);
}

/** Adds rows, given as a JSON array in UTF-8 of what `stagedJson` makes. */
export async function stageRows(db: Queryable, json: Uint8Array): Promise<void> {
  await db.execute(sql`
    insert into ${stage} select * from json_populate_recordset(
      json_populate_record(null::${stage}, ${JSON.stringify(STAGED_DEFAULTS)}), ${json})`);
}

/**
 * To be called when all rows are there: whatever Postgres expects of the keys table, whose statistics may be those of
 * yesterday, it then finds a row by its name without reading all of them each time.
 */
export async function completeStage(db: Queryable): Promise<void> {
  await db.execute(sql`create index on ${stage} using hash ("nameKey")`);
}

export async function stageResults(db: Queryable, results: readonly HashResult[]): Promise<void> {
  const made = results.flatMap(({ row, hash }) => (hash === null ? [] : [{ row, hash }]));
  if (made.length === 0) return;
  await db.execute(
    sql`insert into ${stageHashes} select * from json_populate_recordset(null::${stageHashes}, ${JSON.stringify(made)})`,
  );
}
