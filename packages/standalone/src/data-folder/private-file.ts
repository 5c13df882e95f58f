import { open, rename } from 'node:fs/promises';

/**
 * Writes a file that only its owner can read. Whoever reads it meanwhile sees the old content or the new one,
 * never a part; after a crash too.
 */
export async function writePrivateFile(path: string, content: string): Promise<void> {
  const unfinished = `${path}.${process.pid}`;
  const file = await open(unfinished, 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, path);
}
