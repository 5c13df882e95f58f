import type { ImportOptions } from '../../../index.ts';
import { InvalidInput } from '../../failures.ts';
import { readInput } from '../../terminal/read-input.ts';
import type { Terminal } from '../../terminal/terminal.ts';

/** The JSON of a file of keys. Throws InvalidInput, which repeats nothing of what may be a token. */
export async function readImportFile(terminal: Terminal, path: string): Promise<ImportOptions['file']> {
  const text = await readInput(terminal, path);
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidInput(`${path} is not JSON.`);
  }
}
