import { createHash } from 'node:crypto';
import { mkdir, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { findPostgresBinaries } from './binaries.ts';
import { ensureCluster } from './cluster.ts';
import { stopLeftOverServer } from './left-over-server.ts';
import { type PostgresServer, startServer } from './server.ts';
import { findServerAccount } from './server-account.ts';

export interface PostgresOptions {
  /** Where the cluster lives; made when there is none. Nobody else may run a server on it. */
  readonly folder: string;
  /** Of the superuser `postgres`. A new one does not change that of an existing cluster. Letters and digits. */
  readonly password: string;
  readonly logFile: string;
  readonly settings?: Readonly<Record<string, string>>;
}

export interface Postgres extends PostgresServer {
  /** The connection string of one of its databases. */
  url(database: string): string;
}

/**
 * Starts a real Postgres as a child of this process, on a folder that may be new, in use by a server that an earlier
 * run left behind, or in the state in which a crash left it. Throws with one clear line when that is not possible.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const account = findServerAccount();
  const binaries = await findPostgresBinaries(account);
  const folder = await canonicalPath(options.folder);
  const clusterName = `keyward-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`;
  await stopLeftOverServer(folder, clusterName);
  await ensureCluster({ folder, password: options.password, binaries, account });
  const server = await startServer({
    folder,
    clusterName,
    account,
    postgres: binaries.postgres,
    logFile: options.logFile,
    settings: options.settings ?? {},
  });
  const url = (database: string) => `postgres://postgres:${options.password}@127.0.0.1:${server.port}/${database}`;
  stopWithParent(server);
  return { ...server, url };
}

/** The last resort, for a parent that ends without having stopped it. */
function stopWithParent(server: PostgresServer): void {
  // Its first signal is sent before the first pause, and there is no second one in a process that ends.
  const stop = () => void server.stop();
  process.once('exit', stop);
  void server.exited.then(() => process.off('exit', stop));
}

/** Two spellings of one folder must lead to one cluster name. */
async function canonicalPath(folder: string): Promise<string> {
  await mkdir(dirname(folder), { recursive: true, mode: 0o700 });
  return join(await realpath(dirname(folder)), basename(folder));
}
