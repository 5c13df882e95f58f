import { drizzle, type NodePgDatabase, type NodePgQueryResultHKT } from 'drizzle-orm/node-postgres';
import type { PgDatabase } from 'drizzle-orm/pg-core';
import { Client, Pool } from 'pg';
import { databaseFailure } from './failure.ts';

/** Queries on the pool, each on its own; `transaction` for several that belong together (READ COMMITTED). */
export type Database = NodePgDatabase;
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];
/** Whatever a query can run on; a repository takes it, so that the caller decides on the transaction. */
export type Queryable = PgDatabase<NodePgQueryResultHKT>;

export interface OpenDatabase {
  readonly db: Database;
  /** A connection of one's own, beside the pool, for work of minutes. */
  readonly openSession: () => Promise<Session>;
  /** How many connections of the pool are in use and at rest, and how much waits for one. */
  readonly connections: () => { readonly busy: number; readonly idle: number; readonly waiting: number };
  /** Waits for running queries, then closes every connection. */
  readonly close: () => Promise<void>;
}

/** One connection: temporary tables and advisory locks last until it is closed. */
export interface Session {
  readonly db: Database;
  readonly close: () => Promise<void>;
}

export interface DatabaseOptions {
  readonly url: string;
  readonly poolSize: number;
  /** Told of a connection that broke while nobody used it. */
  readonly onConnectionLost: (error: Error) => void;
}

/** How long one statement may take, its wait for a lock included, before the request is answered 503. */
const STATEMENT_TIMEOUT_MS = 15_000;

/** The same in a session, whose statements treat all keys of a workspace at once. */
const LONG_STATEMENT_TIMEOUT_MS = 5 * 60_000;

/** A pool on Postgres. Nothing is dialled before the first query. */
export function openDatabase(options: DatabaseOptions): OpenDatabase {
  const pool = new Pool({
    connectionString: options.url,
    max: options.poolSize,
    application_name: 'keyward-key-management',
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS,
    // The server's own limit does not help when the server is gone without a word.
    query_timeout: STATEMENT_TIMEOUT_MS + 1_000,
    keepAlive: true,
  });
  // A connection that breaks emits `error`; with nobody listening that would end the process. The pool listens for
  // idle ones only, so the second listener is for one that breaks between two statements of a transaction.
  pool.on('error', options.onConnectionLost);
  pool.on('connect', (client) => client.on('error', () => undefined));

  // Drizzle's own transaction never gives the connection back when BEGIN fails, and gives back broken ones.
  const transaction: Database['transaction'] = async (work, config) => {
    const client = await pool.connect();
    let broken = false;
    try {
      return await drizzle(client).transaction(work, config);
    } catch (error) {
      broken = databaseFailure(error)?.kind === 'unavailable';
      throw error;
    } finally {
      client.release(broken);
    }
  };
  return {
    db: Object.assign(drizzle(pool), { transaction }),
    openSession: () => openSession(options.url),
    connections() {
      const { totalCount, idleCount, waitingCount } = pool;
      return { busy: totalCount - idleCount, idle: idleCount, waiting: waitingCount };
    },
    close: () => pool.end(),
  };
}

async function openSession(url: string): Promise<Session> {
  const client = new Client({
    connectionString: url,
    application_name: 'keyward-key-management',
    connectionTimeoutMillis: 5_000,
    statement_timeout: LONG_STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: LONG_STATEMENT_TIMEOUT_MS,
    query_timeout: LONG_STATEMENT_TIMEOUT_MS + 1_000,
    keepAlive: true,
  });
  // Without a listener a connection that breaks would end the process; the next query says that it is gone.
  client.on('error', () => undefined);
  await client.connect();
  return { db: Object.assign(drizzle(client), { $client: undefined }), close: () => client.end() };
}
