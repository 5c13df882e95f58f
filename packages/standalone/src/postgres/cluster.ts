import { chown, type FileHandle, mkdtemp, open, readdir, readFile, rename, rm, rmdir, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { runToEnd } from '../processes/run-to-end.ts';
import type { PostgresBinaries } from './binaries.ts';
import type { ServerAccount } from './server-account.ts';
import { serverProcess } from './server-process.ts';

const MAJOR_VERSION = '17';
const UNFINISHED = '.unfinished-';

export interface ClusterOptions {
  /** Where the cluster lives. Its parent exists. */
  readonly folder: string;
  /** Of the superuser `postgres`; set when the cluster is made. */
  readonly password: string;
  readonly binaries: PostgresBinaries;
  readonly account: ServerAccount | undefined;
}

/**
 * Makes the database cluster when there is none. It is made beside its place and moved there when it is whole,
 * so that an interrupted attempt leaves nothing that could be taken for a cluster.
 * Throws when the folder holds a cluster of another major version, or something else.
 */
export async function ensureCluster(options: ClusterOptions): Promise<void> {
  const { folder, account } = options;
  await removeUnfinished(folder);
  const version = await clusterVersion(folder);
  if (version === MAJOR_VERSION) return;
  if (version !== undefined) {
    throw new Error(
      `${folder} was made by Postgres ${version}; this is Postgres ${MAJOR_VERSION}. Move it away to start anew.`,
    );
  }
  await removeEmptyFolder(folder);
  // A name of its own each time: an initdb that outlived its parent must not write into this one.
  const unfinished = await mkdtemp(`${folder}${UNFINISHED}`);
  if (account !== undefined) await chown(unfinished, account.uid, account.gid);
  await initialise(unfinished, options);
  await rename(unfinished, folder);
}

async function removeUnfinished(folder: string): Promise<void> {
  const prefix = basename(folder) + UNFINISHED;
  // An initdb that outlived its parent ends when it next writes to it; until then it may add files.
  const options = { recursive: true, force: true, maxRetries: 20, retryDelay: 50 };
  for (const name of await readdir(dirname(folder))) {
    if (name.startsWith(prefix)) await rm(join(dirname(folder), name), options);
  }
}

async function clusterVersion(folder: string): Promise<string | undefined> {
  try {
    return (await readFile(`${folder}/PG_VERSION`, 'utf8')).trim();
  } catch {
    return undefined;
  }
}

async function removeEmptyFolder(folder: string): Promise<void> {
  try {
    await rmdir(folder);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return;
    throw new Error(`${folder} is not empty, yet holds no whole database cluster. Move it away to start anew.`, {
      cause,
    });
  }
}

async function initialise(folder: string, { password, binaries, account }: ClusterOptions): Promise<void> {
  const { dataDirectory, options } = serverProcess(folder, account);
  const passwordFile = await openPasswordFile(`${folder}.password`, password, account);
  try {
    const { status, output } = await runToEnd(
      binaries.initdb,
      [
        `--pgdata=${dataDirectory}`,
        '--username=postgres',
        '--pwfile=/dev/fd/3',
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
      ],
      { ...options, inherit: [passwordFile.fd] },
    );
    if (status !== 0) throw new Error(`The database cluster could not be made: ${output.trim()}`);
  } finally {
    await passwordFile.close();
  }
}

/** The file has no name any more when initdb reads it, so nothing is left behind however this ends. */
async function openPasswordFile(
  path: string,
  password: string,
  account: ServerAccount | undefined,
): Promise<FileHandle> {
  const file = await open(path, 'wx+', 0o600);
  await file.write(`${password}\n`, 0);
  if (account !== undefined) await file.chown(account.uid, account.gid);
  await unlink(path);
  return file;
}
