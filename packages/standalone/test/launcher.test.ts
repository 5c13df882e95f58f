import { spawnSync } from 'node:child_process';
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { findFreePort } from '../src/processes/free-port.ts';
import { privateFolder } from './fixtures/data-folder.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

t.test('without a network and without packages, a start and a test run say so in one line', async (t) => {
  const folder = await privateFolder(t);
  for (const name of ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', 'packages/standalone/launcher']) {
    await cp(join(ROOT, name), join(folder, name), { recursive: true });
  }
  await mkdir(join(folder, 'home'));
  const env = {
    PATH: process.env.PATH,
    HOME: join(folder, 'home'),
    npm_config_registry: `http://127.0.0.1:${await findFreePort()}`,
    npm_config_fetch_retries: '0',
  };
  for (const [program, lastLine] of [
    ['start.js', ''],
    ['test.js', '0 passed, 1 failed\n'],
  ] as const) {
    const path = join(folder, 'packages/standalone/launcher', program);
    const { status, stdout, stderr } = spawnSync(process.execPath, [path], { env, encoding: 'utf8' });
    t.equal(status, 1);
    t.match(stdout, /^Installing the packages with pnpm@[\d.]+, once\.\n/);
    t.ok(stdout.endsWith(`once.\n${lastLine}`));
    t.equal(
      stderr,
      'The package registry cannot be reached: check the network, the proxy or the registry setting, and try again.\n',
    );
  }
});
