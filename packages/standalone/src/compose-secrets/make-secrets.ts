import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mintToken, newId } from '@keyward/auth';

/** The folder is closed to everybody else, so that the files can be read by whatever user a container runs as. */
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o444;

/**
 * Makes the secrets that docker-compose.yml mounts, a file each. Those that are there already stay as they are, since
 * the database was made with them. Answers the names of the files that were made.
 */
export async function makeComposeSecrets(folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
  const made: string[] = [];

  async function ensure(name: string, make: () => string): Promise<string> {
    const path = join(folder, name);
    if (existsSync(path)) return (await readFile(path, 'utf8')).trim();
    const secret = make();
    await writeFile(path, `${secret}\n`, { mode: FILE_MODE, flag: 'wx' });
    made.push(name);
    return secret;
  }

  const password = await ensure('postgres_password', () => newId() + newId());
  await ensure('database_url', () => `postgres://keyward:${password}@postgres:5432/keyward`);
  await ensure('master_keys', () => `compose:${randomBytes(32).toString('base64')}`);
  await ensure('management_key', () => mintToken('mgmt').token);
  await ensure('service_key', () => mintToken('svc').token);
  await ensure('grafana_password', () => newId() + newId());
  return made;
}
