import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import t from 'tap';
import { privateFolder } from './fixtures/data-folder.ts';
import { localStack } from './fixtures/local-stack.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const run = promisify(execFile);

const readme = await readFile(`${ROOT}README.md`, 'utf8');

/** The code blocks of a section, in their order. */
function blocksOf(heading: string): { language: string; code: string }[] {
  const section = readme.split(/^## /m).find((text) => text.startsWith(heading)) ?? '';
  return [...section.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = '', code = '']) => ({ language, code }));
}

/** One shell script of all blocks, as a reader would paste them into one terminal. */
function script(blocks: readonly { language: string; code: string }[], python: boolean): string {
  const parts = blocks.map(({ language, code }) => {
    if (language === 'sh') return code;
    if (language === 'js') return `export GATEWAY FLOW KEY\nnode --input-type=module - <<'JS'\n${code}JS\n`;
    if (language === 'python' && python) return `export GATEWAY FLOW KEY\npython3 - <<'PY'\n${code}PY\n`;
    return '';
  });
  // Every failure of a call counts, also one that curl would let pass.
  return `set -euo pipefail\ncurl() { command curl --fail-with-body "$@"; }\n${parts.join('\necho\n')}`;
}

async function has(command: string): Promise<boolean> {
  return run(command, ['--version']).then(
    () => true,
    () => false,
  );
}

const noCurl = !(await has('curl')) && 'curl is not on this machine';

t.test('the tour works as it is printed', { skip: noCurl }, async (t) => {
  const stack = await localStack(t, await privateFolder(t));
  await stack.start().up();
  const python = await has('python3');
  const blocks = blocksOf('The tour');
  t.ok(blocks.length > 10, 'the tour has its blocks');
  // The one call that has to be refused tells so by its status alone.
  const text = script(blocks, python).replace(
    "-o /dev/null -w '%{http_code}'",
    "--no-fail-with-body -o /dev/null -w '%{http_code}'",
  );
  const { stdout } = await run('bash', ['-c', text], {
    cwd: ROOT,
    env: { ...process.env, KEYWARD_DATA_DIR: stack.folder },
  });
  t.match(stdout, /"revokedAt"/);
  t.match(stdout, /"enforcement":\{"gateways":1,"acknowledged":1,"lapsed":0/);
  t.match(stdout, /"event":"token"/, 'the streaming call streams');
  if (!python) t.comment('python3 is not on this machine: its block was left out');
});

t.test('so does the section about credentials, after the first lines of the tour', { skip: noCurl }, async (t) => {
  const stack = await localStack(t, await privateFolder(t));
  await stack.start().up();
  const blocks = [...blocksOf('The tour').slice(0, 1), ...blocksOf('Credentials and the LLM gateway')];
  t.ok(blocks.length >= 5, 'the section has its blocks');
  const env = { ...process.env, KEYWARD_DATA_DIR: stack.folder };
  const { stdout } = await run('bash', ['-c', `${script(blocks, false)}\necho "$LLM_KEY"`], { cwd: ROOT, env });
  t.match(stdout, /name: 'openai'/, 'the rotated credential goes on being used');
  t.match(stdout, /^kw_gw_/m);
});

t.test('so does the section about the command line and the client', { skip: noCurl }, async (t) => {
  const stack = await localStack(t, await privateFolder(t));
  await stack.start().up();
  const blocks = [...blocksOf('The tour').slice(0, 1), ...blocksOf('Client and command line')];
  t.ok(blocks.length >= 5, 'the section has its blocks');
  const env = { ...process.env, KEYWARD_DATA_DIR: stack.folder, XDG_CONFIG_HOME: join(stack.folder, 'config') };
  const { stdout, stderr } = await run('bash', ['-c', script(blocks, false)], { cwd: ROOT, env });
  t.match(stderr, /refused by 1 of 1 gateway after \d+ ms/);
  t.match(stdout, /added +Production web app/, 'the plan of the import');
  t.match(stderr, /live again; in force at 1 of 1 gateway/);
  t.match(stdout, /^\w{16} Web shop \(retiring\)$/m, "the client's list");
});

t.test('so does the section about imports', { skip: noCurl }, async (t) => {
  const stack = await localStack(t, await privateFolder(t));
  await stack.start().up();
  const blocks = [...blocksOf('The tour').slice(0, 1), ...blocksOf('Import, export, undo')];
  t.ok(blocks.length >= 4, 'the section has its blocks');
  const env = { ...process.env, KEYWARD_DATA_DIR: stack.folder };
  const { stdout } = await run('bash', ['-c', script(blocks, false)], { cwd: ROOT, env });
  t.match(stdout, /"text":/, 'a key of Flowise calls a flow');
  t.match(stdout, /"undone":\{"revoked":1,"restored":0\}/);
});

t.test('every file that the README links to is there', async (t) => {
  for (const [, target = ''] of readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)) {
    t.ok(existsSync(resolve(dirname(`${ROOT}README.md`), target)), target);
  }
});
