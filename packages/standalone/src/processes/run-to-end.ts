import { type SpawnOptions, spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

export interface FinishedRun {
  /** Exit status; null when a signal ended it. */
  readonly status: number | null;
  /** What it wrote to its standard output and standard error. */
  readonly output: string;
}

/** Runs a program to its end and collects what it wrote. Throws only when it cannot be started at all. */
export async function runToEnd(
  command: string,
  args: readonly string[],
  options: Omit<SpawnOptions, 'stdio'> & { readonly inherit?: readonly number[] } = {},
): Promise<FinishedRun> {
  const { inherit = [], ...spawnOptions } = options;
  const child = spawn(command, args, { ...spawnOptions, stdio: ['ignore', 'pipe', 'pipe', ...inherit] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [stdout, stderr, status] = await Promise.all([
    child.stdout === null ? '' : text(child.stdout),
    child.stderr === null ? '' : text(child.stderr),
    ended,
  ]);
  return { status, output: stdout + stderr };
}
