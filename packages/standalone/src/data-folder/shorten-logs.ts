import { readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';

const MAX_BYTES = 10 * 1024 * 1024;

/** Sets logs aside that have grown large, as `<name>.log.1`, in the place of what was set aside before. */
export async function shortenLogs(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (name.endsWith('.log') && (await stat(path)).size > MAX_BYTES) await rename(path, `${path}.1`);
  }
}
