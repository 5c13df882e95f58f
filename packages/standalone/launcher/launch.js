import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { install } from './install.js';
import { runProgram } from './run-program.js';
import { findRuntime } from './runtime.js';

/** The workspace's folder. */
const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../..');

/**
 * Prepares the workspace and runs one of its programs with the arguments of this process. Everything here runs on
 * Node 20 with nothing installed.
 * @param {string} program path in packages/standalone/src
 * @param {string} [lastLine] what to end with when it cannot be run
 */
export function launch(program, lastLine = '') {
  try {
    install(ROOT);
    const path = join(ROOT, 'packages/standalone/src', program);
    // Compiling the services and stripping their types is a third of a start.
    runProgram(findRuntime(ROOT), path, process.argv.slice(2), join(ROOT, 'node_modules/.cache/compiled'));
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.stdout.write(lastLine);
    process.exitCode = 1;
  }
}
