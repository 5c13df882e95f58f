import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { runToEnd } from '../processes/run-to-end.ts';
import { type Counts, createTapReader } from './tap-output.ts';

const KILL_AFTER_MS = 3_000;

/** Builds tap's test class, which depends on the plugins that .taprc names: once for each installation. */
export async function buildTap(root: string, env: NodeJS.ProcessEnv): Promise<void> {
  // What tap builds lies in node_modules, so what says that it did must go when that goes.
  const stamp = join(root, 'node_modules/.keyward-tap');
  const plugins = await readFile(join(root, '.taprc'), 'utf8');
  if ((await readIfThere(stamp)) === plugins) return;
  const { status, output } = await runToEnd(process.execPath, [tapIn(root), 'build'], { cwd: root, env });
  if (status !== 0) throw new Error(`tap cannot be built: ${output.trim()}`);
  await writeFile(stamp, plugins);
}

/**
 * Runs the tests, all or those of `files`, and shows what a person should read of it as it comes. Answers the counts,
 * which are undefined when tap ended without a summary, and its exit status. `signal` ends it early.
 */
export async function runTap(
  root: string,
  files: readonly string[],
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<{ counts: Counts | undefined; status: number | null }> {
  const child = spawn(process.execPath, [tapIn(root), 'run', '--reporter=tap', '--no-color', ...files], {
    cwd: root,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  // The whole process group, since each test file is a process.
  const kill = (how: NodeJS.Signals) => child.pid === undefined || process.kill(-child.pid, how);
  const endEarly = () => {
    kill('SIGTERM');
    setTimeout(kill, KILL_AFTER_MS, 'SIGKILL').unref();
  };
  signal.addEventListener('abort', endEarly, { once: true });
  const reader = createTapReader();
  for await (const line of createInterface({ input: child.stdout })) {
    for (const said of reader.read(line)) process.stdout.write(`${said}\n`);
  }
  const status = await ended;
  signal.removeEventListener('abort', endEarly);
  return { counts: reader.counts(), status };
}

function tapIn(root: string): string {
  return join(root, 'node_modules/.bin/tap');
}

async function readIfThere(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return '';
  }
}
