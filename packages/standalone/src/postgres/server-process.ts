import type { SpawnOptions } from 'node:child_process';
import type { ServerAccount } from './server-account.ts';

export interface ServerProcess {
  /** What `-D` gets. */
  readonly dataDirectory: string;
  readonly options: Pick<SpawnOptions, 'cwd' | 'env' | 'uid' | 'gid'>;
}

/**
 * How initdb and the server are started on a folder. Under another account they know it only as their working
 * directory: its parents (a data folder of mode 0700, a home, a private temporary folder) may be closed to that account.
 */
export function serverProcess(folder: string, account: ServerAccount | undefined): ServerProcess {
  return {
    dataDirectory: account === undefined ? folder : '/proc/self/cwd',
    // Nothing else of the environment: PGPORT, PGOPTIONS and their like would change what is started.
    options: { cwd: folder, env: { PATH: process.env.PATH, LC_ALL: 'C' }, ...account },
  };
}
