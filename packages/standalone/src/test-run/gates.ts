import { join } from 'node:path';
import { runToEnd } from '../processes/run-to-end.ts';

/** Name, and the program with its arguments. */
const GATES: readonly (readonly [string, string, ...string[]])[] = [
  ['type check', 'tsc', '-p', 'tsconfig.base.json'],
  ['type check of the console', 'tsc', '-p', 'packages/console'],
  ['format and lint', 'biome', 'ci', '--colors=off', '.'],
  ['lint with types', 'oxlint', '--type-aware', '--tsconfig', 'tsconfig.base.json', '--deny-warnings'],
];

/** Runs what the sources must pass besides the tests. Answers how many of these gates held, and how many did not. */
export async function runGates(root: string, env: NodeJS.ProcessEnv): Promise<{ passed: number; failed: number }> {
  let passed = 0;
  for (const [name, program, ...args] of GATES) {
    const path = join(root, 'node_modules/.bin', program);
    const { status, output } = await runToEnd(process.execPath, [path, ...args], { cwd: root, env });
    if (status === 0) passed += 1;
    process.stdout.write(status === 0 ? `ok    ${name}\n` : `FAIL  ${name}\n${output.trim()}\n`);
  }
  return { passed, failed: GATES.length - passed };
}
