import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { UsageError } from '../failures.ts';
import type { Terminal } from './terminal.ts';

/** The text of a file, or of standard input where the path is `-`. Throws a UsageError. */
export async function readInput({ stdin }: Terminal, path: string): Promise<string> {
  if (path === '-') return text(stdin);
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    throw new UsageError(`${path} cannot be read (${code}).`);
  }
}
