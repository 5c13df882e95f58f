import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findRuntime } from './runtime.js';

/** The workspace's folder. */
const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../..');

/**
 * Runs a command line that is written in TypeScript with a Node that understands it, at the same terminal, and ends as
 * it ends. Everything here runs on Node 20.
 * @param {URL} program
 */
export async function runCommand(program) {
  const args = ['--disable-warning=ExperimentalWarning', fileURLToPath(program), ...process.argv.slice(2)];
  const child = spawn(findRuntime(ROOT), args, { stdio: 'inherit' });
  // Ctrl-C reaches both: the program decides what it means.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.once('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}
