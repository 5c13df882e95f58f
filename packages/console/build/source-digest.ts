import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** All that the built console is made of: its own sources, the client's, and the versions of the packages. */
const SOURCES = [
  'packages/console/src',
  'packages/console/build',
  'packages/console/index.html',
  'packages/console/vite.config.ts',
  'packages/console/package.json',
  'packages/client/src/client',
  'packages/client/src/index.ts',
  'pnpm-lock.yaml',
];

/** A digest that changes whenever a source of the console does. */
export async function sourceDigest(): Promise<string> {
  const files = await Promise.all(SOURCES.map((source) => filesBelow(join(ROOT, source))));
  const hash = createHash('sha256');
  for (const file of files.flat()) {
    const content = await readFile(file);
    hash.update(`${relative(ROOT, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

async function filesBelow(path: string): Promise<string[]> {
  try {
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
  } catch {
    return [path];
  }
}
