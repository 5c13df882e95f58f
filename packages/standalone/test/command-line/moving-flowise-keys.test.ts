import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { commandLine } from '../../../client/test/fixtures/command-line.ts';
import { type Cluster, FLOW, startCluster } from '../fixtures/cluster/cluster.ts';

/** A team moves from Flowise to Keyward, changes its mind about something, and moves on, with the command line alone. */
t.setTimeout(300_000);

const FILE = fileURLToPath(
  new URL('../../../../services/key-management/test/fixtures/flowise/disk.json', import.meta.url),
);

const first = await startCluster(t, { replicas: 1, gateways: [{}] });
const second = await startCluster(t, { replicas: 1, gateways: [{}] });
const flowiseKeys: { keyName: string; apiKey: string }[] = JSON.parse(await readFile(FILE, 'utf8'));
const oldTokens = flowiseKeys.map(({ apiKey }) => apiKey);

/** The command line of somebody who is signed in to an installation. */
async function operatorOf(cluster: Cluster) {
  const operator = await commandLine(t);
  const login = await operator.run(['login', '--url', cluster.replicas[0]?.url ?? ''], {
    input: cluster.operatorToken,
  });
  if (login.code !== 0) throw new Error(login.stderr);
  return operator;
}

/** What a gateway answers to each key. */
async function answersTo(cluster: Cluster, tokens: readonly string[]): Promise<number[]> {
  return Promise.all(tokens.map((token) => cluster.call(0, token)));
}

const all = (status: number) => oldTokens.map(() => status);

t.test('client apps go on with the keys that Flowise gave them', async (t) => {
  const { run, json } = await operatorOf(first);
  t.same(await answersTo(first, oldTokens), all(401), 'nobody knows them yet');

  const plan = await run(['keys', 'import', FILE, '--dry-run']);
  t.equal(plan.code, 0, plan.stderr);
  for (const { keyName } of flowiseKeys) t.match(plan.stdout, `added   ${keyName}`);
  t.match(plan.stderr, 'nothing was changed');
  t.same(await json(['keys', 'list']), []);
  t.same(await answersTo(first, oldTokens), all(401));

  const imported = await run(['keys', 'import', FILE]);
  t.equal(imported.code, 0, imported.stderr);
  t.match(imported.stderr, /in force at 1 of 1 gateway after \d+ ms/);
  for (const token of oldTokens) t.notMatch(imported.stdout + imported.stderr, token);
  t.same(await answersTo(first, oldTokens), all(200));
  const bare = await fetch(`${first.gateways[0]?.url}/api/v1/prediction/${FLOW}`, {
    method: 'POST',
    headers: { authorization: oldTokens[0] ?? '', 'content-type': 'application/json' },
    body: '{"question": "Does the old key work?"}',
  });
  t.equal(bare.status, 200, "also as Flowise's clients send it, without a scheme");

  t.match(await run(['keys', 'import', FILE, '--mode', 'error-if-exists']), { code: /^[56]$/ });
});

t.test('a replace-all is taken back', async (t) => {
  const { run, json, home } = await operatorOf(first);
  const file = join(home, 'new.json');
  await writeFile(file, JSON.stringify([{ name: 'The only one' }]));
  t.match(await run(['keys', 'import', file, '--mode', 'replace-all']), { code: 2 }, 'nobody can be asked');
  t.same(await answersTo(first, oldTokens), all(200));

  interface Result {
    readonly importId: string;
    readonly keys: readonly { readonly token?: string }[];
  }
  const replaced = await json<Result>(['keys', 'import', file, '--mode', 'replace-all', '--yes']);
  t.match(replaced, { added: 1, revoked: oldTokens.length });
  const token = replaced.keys.find((key) => typeof key.token === 'string')?.token ?? '';
  t.equal(await first.call(0, token), 200);
  t.same(await answersTo(first, oldTokens), all(401), 'refused when the import returned');

  const undone = await run(['keys', 'undo-import', replaced.importId, '--yes']);
  t.match(undone, { code: 0, stderr: `Taken back: 1 revoked, ${oldTokens.length} live again` });
  t.same(await answersTo(first, oldTokens), all(200));
  t.equal(await first.call(0, token), 401);
  t.match(await run(['keys', 'undo-import', replaced.importId, '--yes']), { code: /^[05]$/ });
});

t.test('an export works in a second installation', async (t) => {
  const here = await operatorOf(first);
  const there = await operatorOf(second);
  const minted = (await here.run(['keys', 'create', '--name', 'Minted'])).stdout.trim();
  const file = join(here.home, 'export.json');
  t.match(await here.run(['keys', 'export', '--output', file]), { code: 0, stdout: '' });
  t.equal((await stat(file)).mode & 0o777, 0o600);
  const exported = await readFile(file, 'utf8');
  for (const token of [...oldTokens, minted]) t.notMatch(exported, token, 'no token is in it');
  t.equal((await here.run(['keys', 'export'])).stdout.includes('"keyward.api-keys"'), true);

  t.same(await answersTo(second, [...oldTokens, minted]), [...all(401), 401]);
  t.match(await there.run(['keys', 'import', file]), { code: 0 });
  t.same(await answersTo(second, [...oldTokens, minted]), [...all(200), 200]);

  t.match(await there.run(['keys', 'revoke', 'Minted', '--yes']), { stderr: /refused by 1 of 1 gateway after \d+ ms/ });
  t.same([await second.call(0, minted), await first.call(0, minted)], [401, 200], 'each installation has its own');
});
