import { spawnSync } from 'node:child_process';

/** User and group id that a Postgres process runs under. */
export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The account for the server: undefined (one's own) for an ordinary user; for root, whom Postgres refuses,
 * the system user `postgres`, made when missing. Throws when it cannot be made.
 */
export function findServerAccount(): ServerAccount | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const found = accountOf('postgres');
  if (found !== undefined) return found;
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']);
  const made = accountOf('postgres');
  if (made !== undefined) return made;
  throw new Error(
    'Postgres does not run as root, and the user "postgres" could not be made: make it, or use another user.',
  );
}

function accountOf(user: string): ServerAccount | undefined {
  const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, user], { encoding: 'utf8' }));
  if (uid?.status !== 0 || gid?.status !== 0) return undefined;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}
