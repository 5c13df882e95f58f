import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/**
 * Runs a TypeScript program of the workspace, forwards the signals to it, and ends as it ends. The program is in a
 * process group of its own and gets each signal once, from here. When this process is gone, or npm above it is, the
 * program is told so by its channel's end, or by a SIGTERM.
 * @param {string} runtime path of a Node
 * @param {string} program path of the program
 * @param {readonly string[]} args
 * @param {string} cache where Node keeps what it compiled, for this program and those it starts
 */
export function runProgram(runtime, program, args, cache) {
  const child = spawn(runtime, ['--disable-warning=ExperimentalWarning', program, ...args], {
    detached: true,
    env: { NODE_COMPILE_CACHE: cache, ...process.env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  watchNpm(() => child.kill('SIGTERM'));
  child.once('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
  child.once('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

/**
 * npm that is killed tells nobody.
 * @param {() => void} onGone
 */
function watchNpm(onGone) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const npm = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(timer);
    onGone();
  }, 500);
}
