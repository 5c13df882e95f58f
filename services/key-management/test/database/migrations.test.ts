import { execFile } from 'node:child_process';
import { cpSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import t from 'tap';

const home = fileURLToPath(new URL('../../', import.meta.url));

t.test('the migrations make the tables that the code has', async (t) => {
  const out = t.testdir();
  cpSync(path.join(home, 'migrations'), out, { recursive: true });
  const before = readdirSync(out);
  const kit = path.join(home, 'node_modules/drizzle-kit/bin.cjs');
  const options = [
    '--dialect',
    'postgresql',
    '--schema',
    './src/database/schema.ts',
    '--out',
    path.relative(home, out),
  ];
  const { stdout } = await promisify(execFile)(process.execPath, [kit, 'generate', ...options], {
    cwd: home,
    timeout: 60_000,
  });
  t.match(stdout, 'No schema changes', 'run generate-migration and commit what it writes');
  t.same(readdirSync(out), before);
});
