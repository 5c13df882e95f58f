import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
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
      process.exitCode = await run(findExecutable(process.cwd(), terminal.env.PATH ?? ''), given);
    });
}

/** In the `node_modules/.bin` of this folder or of one above, else on the PATH. Throws a UsageError. */
function findExecutable(folder: string, path: string): string {
  const above = folder.split('/').map((_, depth, parts) => parts.slice(0, parts.length - depth).join('/') || '/');
  const places = [...above.map((place) => join(place, 'node_modules/.bin')), ...path.split(delimiter)];
  const own = dirname(process.argv[1] ?? '');
  const found = [own, ...places].map((place) => join(place, EXECUTABLE)).find((file) => existsSync(file));
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
