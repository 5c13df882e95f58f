import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Commands, Context } from '../context.ts';
import { UsageError } from '../failures.ts';

const EXECUTABLE = 'keyward-admin';

/** `keyward admin`: hands over to `keyward-admin`, which comes with key-management. */
export function adminCommand(program: Commands, { terminal }: Context): void {
  program
    .command('admin')
    .description("run the operator's commands where key-management is installed: doctor, migrate, new-epoch, rewrap")
    .argument('[arguments...]', 'what keyward-admin is given')
    .helpOption(false)
    .allowUnknownOption()
    .allowExcessArguments()
    .action(async () => {
      // As they were typed: options that both know are meant for the other one.
      const given = process.argv.slice(process.argv.indexOf('admin') + 1);
      process.exitCode = await run(findAdmin(adminFolders(terminal.env.PATH ?? '')), given);
    });
}

/**
 * Where `keyward-admin` may be: in the workspace of this very file, beside `keyward`, and on the PATH. Never in the
 * folder that one happens to be in: somebody else may have put it there, and it gets the master keys.
 */
export function adminFolders(path: string): string[] {
  const workspace = fileURLToPath(new URL('../../../../../node_modules/.bin', import.meta.url));
  return [workspace, dirname(process.argv[1] ?? ''), ...path.split(delimiter)].filter(isAbsolute);
}

/** The executable in the first of the folders that has it. Throws a UsageError. */
export function findAdmin(folders: readonly string[]): string {
  const found = folders.map((folder) => join(folder, EXECUTABLE)).find((file) => existsSync(file));
  if (found === undefined) {
    throw new UsageError(
      `${EXECUTABLE} is not here: it needs the database and the master keys, so run it where key-management is installed, or in its image.`,
    );
  }
  return found;
}

async function run(executable: string, given: readonly string[]): Promise<number> {
  const child = spawn(executable, given, { stdio: 'inherit' });
  // A Ctrl-C reaches both; the other one decides what it means.
  process.removeAllListeners('SIGINT').on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? 'SIGTERM']));
  });
}
