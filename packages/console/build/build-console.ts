import { existsSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { sourceDigest } from './source-digest.ts';

const PACKAGE = fileURLToPath(new URL('../', import.meta.url));
const FINISHED = join(PACKAGE, 'dist');
/** From which sources `dist` was built. Beside it: whatever is in it is served. */
const STAMP = join(PACKAGE, 'dist.digest');

/**
 * Builds the console into `dist`, unless it was built from the same sources already. Tells whether it had to. Several
 * may do so at once: each builds beside, and the last one to finish counts.
 */
export async function buildConsole(): Promise<boolean> {
  const digest = await sourceDigest();
  if (existsSync(join(FINISHED, 'index.html')) && (await readFile(STAMP, 'utf8').catch(() => '')) === digest) {
    return false;
  }
  const folder = join(PACKAGE, `dist.${process.pid}`);
  try {
    await build({ root: PACKAGE, logLevel: 'warn', build: { outDir: folder, emptyOutDir: true } });
    await rm(FINISHED, { recursive: true, force: true });
    await rename(folder, FINISHED);
    await writeFile(STAMP, digest);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return true;
}
