import { open, rename, rm } from 'node:fs/promises';

/**
 * Writes a file that only its owner can read. Whoever reads it meanwhile sees the old content or the new one, never a
 * part; content that breaks off leaves what there was.
 */
export async function writePrivateFile(path: string, content: string | AsyncIterable<Uint8Array>): Promise<void> {
  const unfinished = `${path}.${process.pid}`;
  const file = await open(unfinished, 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  await rename(unfinished, path);
}
