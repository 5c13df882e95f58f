import { spawnSync } from 'node:child_process';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { startCluster } from '@keyward/standalone/test/fixtures/cluster/cluster.ts';
import t from 'tap';
import { adminFolders, findAdmin } from '../../src/command-line/commands/admin.ts';
import { plainText } from '../../src/command-line/terminal/plain-text.ts';
import { receipt } from '../../src/command-line/terminal/receipt.ts';
import { commandLine } from '../fixtures/command-line.ts';

t.setTimeout(240_000);

const cluster = await startCluster(t, { replicas: 1, gateways: [] });
const url = cluster.replicas[0]?.url ?? '';
const env = { KEYWARD_URL: url, KEYWARD_TOKEN: cluster.operatorToken };
const skip = spawnSync('script', ['--version']).status !== 0 && 'script(1) is not on this machine';

t.test('at a terminal', { skip }, async (t) => {
  await t.test('a key is asked for and not shown', async (t) => {
    const { atTerminal, home } = await commandLine(t);
    const login = await atTerminal(
      ['login'],
      [
        ['Address of key-management: ', url],
        ['Management key: ', cluster.operatorToken],
      ],
    );
    t.equal(login.code, 0, login.stdout);
    t.match(login.stdout, `Signed in to ${url}`);
    t.notMatch(login.stdout, cluster.operatorToken);
    t.match(await readFile(join(home, '.config/keyward/config.json'), 'utf8'), cluster.operatorToken);
  });

  await t.test('what cannot be taken back is asked about', async (t) => {
    const { atTerminal, run, json } = await commandLine(t, env);
    await run(['keys', 'create', '--name', 'Asked']);
    t.match(await atTerminal(['keys', 'revoke', 'Asked'], [['[y/N]: ', '']]), {
      code: 1,
      stdout: /nothing was changed/,
    });
    t.match(await atTerminal(['keys', 'revoke', 'Asked'], [['[y/N]: ', '\u0003']]), { code: 130 });
    t.match(await json(['keys', 'list']), [{ name: 'Asked' }]);

    const file = join((await commandLine(t)).home, 'keys.json');
    await writeFile(file, '[{"name": "Only one"}]');
    const replaceAll = ['keys', 'import', file, '--mode', 'replace-all'];
    const question = 'Type "Production" to go on: ';
    const declined = await atTerminal(replaceAll, [[question, 'yes']]);
    t.match(declined, { code: 1, stdout: /1 added, 0 overwritten, 0 skipped, 1 revoked/ });
    t.match(await json(['keys', 'list']), [{ name: 'Asked' }]);
    const approved = await atTerminal(replaceAll, [[question, 'Production']]);
    t.equal(approved.code, 0, approved.stdout);
    t.match(approved.stdout, /█/, 'long work shows a bar');
    t.match(await json(['keys', 'list']), [{ name: 'Only one' }]);
    t.match(await atTerminal(['keys', 'revoke', 'Only one'], [['[y/N]: ', 'y']]), { code: 0 });
    t.same(await json(['keys', 'list']), []);
  });

  await t.test('colours are there, and never with NO_COLOR', async (t) => {
    const coloured = await commandLine(t, env);
    t.match((await coloured.atTerminal(['orgs', 'list'], [])).stdout, '\u001b[1mID');
    const plain = await commandLine(t, { ...env, NO_COLOR: '1' });
    t.notMatch((await plain.atTerminal(['orgs', 'list'], [])).stdout, '\u001b[1m');
  });
});

t.test('without a terminal there is no bar', async (t) => {
  const { run } = await commandLine(t, env);
  const { code, stdout, stderr } = await run(['keys', 'import', '-', '--yes'], { input: '[{"name": "Piped"}]' });
  t.equal(code, 0, stderr);
  for (const sign of ['█', '\u001b', '\r']) t.notMatch(stdout + stderr, sign);
});

t.test('bash completes commands, options and choices', async (t) => {
  const { run } = await commandLine(t);
  const { stdout: script } = await run(['completion', 'bash']);
  const complete = (...words: string[]) => {
    const line = words.map((word) => `'${word}'`).join(' ');
    const ask = `COMP_WORDS=(${line}); COMP_CWORD=${words.length - 1}; _keyward; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', `${script}\n${ask}`], { encoding: 'utf8' });
    t.equal(stderr, '');
    return stdout.trim().split('\n');
  };
  t.same(complete('keyward', 'wh'), ['whoami']);
  t.same(complete('keyward', 'keys', 'r'), ['rotate', 'revoke']);
  t.same(complete('keyward', '--json', 'keys', '--profile', 'x', 'undo'), ['undo-import']);
  t.same(complete('keyward', 'keys', 'import', '--mode', 'o'), ['overwrite']);
  t.same(complete('keyward', 'keys', 'create', '--expires'), ['--expires-at', '--expires-in']);
  t.same(complete('keyward', 'keys', 'create', '--name', ''), [''], 'nobody can guess a name');
  t.match(complete('keyward', 'keys', 'import', '/et'), ['/etc']);
  t.match((await run(['completion', 'zsh'])).stdout, /bashcompinit(.|\n)*complete .*-F _keyward keyward/);
  t.match(await run(['completion', 'fish']), { code: 2 });
});

t.test('admin hands over to keyward-admin where that is installed, not where one happens to be', async (t) => {
  const { run, home } = await commandLine(t);
  const bin = join(home, 'node_modules/.bin');
  await mkdir(bin, { recursive: true });
  await writeFile(join(bin, 'keyward-admin'), '#!/bin/sh\necho "$KEYWARD_TOKEN"; exit 1\n');
  await chmod(join(bin, 'keyward-admin'), 0o755);
  const path = `node_modules/.bin:${process.env.PATH}`;
  t.match(await run(['admin', '--help'], { env: { PATH: path } }), { code: 0, stdout: /^Usage: keyward-admin/ });
  t.match(await run(['admin', 'doctor', '--json']), { code: 1, stdout: /^\[\n(.|\n)*DATABASE_URL is required/ });
  t.match(await run(['admin', 'migrate']), { code: 78 }, 'its exit code is passed on');
  t.notOk(adminFolders(`:${path}`).some((folder) => !isAbsolute(folder)));
  t.equal(findAdmin(['/nowhere', bin]), join(bin, 'keyward-admin'));
  t.throws(() => findAdmin(['/nowhere']), /run it where key-management is installed/);
});

t.test('receipts in words', async (t) => {
  const all = { gateways: 2, acknowledged: 2, lapsed: 0, waitedMs: 6 };
  t.equal(receipt(all, 'refused by'), 'refused by 2 of 2 gateways after 6 ms');
  t.match(receipt({ ...all, acknowledged: 1, lapsed: 1 }), /1 of 2 gateways after 6 ms; 1 gave no sign/);
  t.match(receipt({ ...all, staleForMs: 4_200 }), /go on for 5 s/);
  t.equal(receipt({ gateways: 0, acknowledged: 0, lapsed: 0, waitedMs: 0 }), 'no gateway is connected');
});

t.test('names cannot steer a terminal', async (t) => {
  t.equal(plainText('a\u001b[2Jb\u202ec\r\n\u009b'), 'a\ufffd[2Jb\ufffdc\ufffd\ufffd\ufffd');
  t.equal(plainText('Zoë 王'), 'Zoë 王');
});
