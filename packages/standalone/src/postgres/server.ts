import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, startChild } from '../processes/child.ts';
import { findFreePort } from '../processes/free-port.ts';
import type { ServerAccount } from './server-account.ts';
import { serverProcess } from './server-process.ts';

export interface ServerOptions {
  /** A whole cluster. */
  readonly folder: string;
  readonly clusterName: string;
  readonly postgres: string;
  readonly account: ServerAccount | undefined;
  /** The server's log; appended to. */
  readonly logFile: string;
  /** Further settings, as in postgresql.conf. */
  readonly settings: Readonly<Record<string, string>>;
}

export interface PostgresServer {
  readonly port: number;
  readonly pid: number;
  /** Resolves with how the server ended, whatever the reason. */
  readonly exited: Promise<string>;
  /** Ends the server within bounded time; answers when it has ended. */
  stop(): Promise<void>;
}

/** How long failed attempts are repeated, and how long an attempt may take: after a crash the server recovers first. */
const RETRY_MS = 8_000;
const READY_MS = 120_000;

// Fast shutdown, immediate shutdown, and the end of all patience.
const STOP_STEPS = [
  { signal: 'SIGINT', patienceMs: 15_000 },
  { signal: 'SIGQUIT', patienceMs: 5_000 },
  { signal: 'SIGKILL', patienceMs: 5_000 },
] as const;

/**
 * Starts the server on a free port of the loopback interface and answers when it takes connections. A start that
 * fails is repeated for a while: the port can be taken meanwhile, and right after a `kill -9` of a server its
 * shared memory is still in use. Throws with a pointer to the log when no attempt succeeds.
 */
export async function startServer(options: ServerOptions): Promise<PostgresServer> {
  const start = performance.now();
  do {
    const port = await findFreePort();
    const child = await launch(options, port);
    if (await becomesReady(child, options.folder, start + READY_MS)) {
      return { port, pid: child.pid, exited: child.exited, stop: () => child.stop(STOP_STEPS) };
    }
    await child.stop(STOP_STEPS);
    await sleep(250);
  } while (performance.now() < start + RETRY_MS);
  throw new Error(`Postgres does not start; its log: ${options.logFile}`);
}

async function launch(options: ServerOptions, port: number): Promise<Child> {
  const { dataDirectory, options: processOptions } = serverProcess(options.folder, options.account);
  const settings = {
    port: String(port),
    cluster_name: options.clusterName,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...options.settings,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return await startChild(options.postgres, ['-D', dataDirectory, ...flags], {
    ...processOptions,
    logFile: options.logFile,
  });
}

/** The server writes its pid and its state into its lock file; that needs no connection and no password. */
async function becomesReady(child: Child, folder: string, deadline: number): Promise<boolean> {
  while (!child.hasExited() && performance.now() < deadline) {
    const [pid, , , , , , , state] = await lockFileLines(folder);
    if (Number(pid) === child.pid && state?.trim() === 'ready') return true;
    await sleep(20);
  }
  return false;
}

async function lockFileLines(folder: string): Promise<string[]> {
  try {
    return (await readFile(`${folder}/postmaster.pid`, 'utf8')).split('\n');
  } catch {
    return [];
  }
}
