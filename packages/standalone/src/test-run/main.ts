import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newId } from '@keyward/auth';
import { ensureConsole } from '../console/ensure-console.ts';
import { startPostgres } from '../postgres/index.ts';
import { runGates } from './gates.ts';
import { buildTap, runTap } from './tap.ts';
import type { Counts } from './tap-output.ts';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));

// Data that is thrown away need not survive a power cut.
const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' };

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interruption.abort());
process.once('disconnect', () => interruption.abort());
process.channel?.unref();

const files = process.argv.slice(2);
const env = {
  ...process.env,
  PATH: [join(ROOT, 'node_modules/.bin'), dirname(process.execPath), process.env.PATH].join(delimiter),
};

/** Runs the tests on a Postgres of their own. */
async function runTests(): Promise<Counts> {
  const folder = await mkdtemp(join(tmpdir(), 'keyward-test-'));
  try {
    return await runTestsIn(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runTestsIn(folder: string): Promise<Counts> {
  const postgres = await startPostgres({
    folder: join(folder, 'postgres'),
    password: newId(),
    logFile: join(folder, 'postgres.log'),
    settings: FAST,
  });
  try {
    if (interruption.signal.aborted) throw new Error('Interrupted.');
    const tapEnv = { ...env, TEST_DATABASE_URL: postgres.url('postgres') };
    const { counts, status } = await runTap(ROOT, files, tapEnv, interruption.signal);
    if (counts === undefined) throw new Error(`tap ended without a summary (exit code ${status}).`);
    if (counts.passed + counts.failed === 0) throw new Error('No test ran.');
    if (status !== 0 && counts.failed === 0) throw new Error(`tap ended with exit code ${status}.`);
    return counts;
  } finally {
    await postgres.stop();
  }
}

// First, since the type check reads tap's types.
await buildTap(ROOT, env);
const gates = files.length === 0 ? await runGates(ROOT, env) : { passed: 0, failed: 0 };
// Once, rather than by each test that starts everything.
await ensureConsole(interruption.signal).catch((error: unknown) => {
  process.stdout.write(`FAIL  build of the console\n${error instanceof Error ? error.message : String(error)}\n`);
});
const tests = await runTests().catch((error: unknown) => {
  process.stdout.write(`FAIL  ${error instanceof Error ? error.message : String(error)}\n`);
  return { passed: 0, failed: 1, skipped: 0 };
});
const failed = gates.failed + tests.failed;
const skipped = tests.skipped > 0 ? `, ${tests.skipped} skipped` : '';
process.stdout.write(`\n${gates.passed + tests.passed} passed, ${failed} failed${skipped}\n`);
process.exit(failed === 0 ? 0 : 1);
