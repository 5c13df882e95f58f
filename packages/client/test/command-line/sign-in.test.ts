import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startCluster } from '@keyward/standalone/test/fixtures/cluster/cluster.ts';
import t from 'tap';
import { answeringServer, json } from '../fixtures/answering-server.ts';
import { commandLine } from '../fixtures/command-line.ts';

t.setTimeout(240_000);

const cluster = await startCluster(t, { replicas: 1, gateways: [] });
const url = cluster.replicas[0]?.url ?? '';
const token = cluster.operatorToken;

t.test('a key is read from standard input, checked, and kept in a private file', async (t) => {
  const { run, json: read, home } = await commandLine(t);
  const config = join(home, '.config/keyward/config.json');
  t.match(await run(['whoami']), { code: 3, stderr: /Sign in with: keyward login/ });

  const wrong = await run(['login', '--url', url], { input: 'kw_mgmt_wrong\n' });
  t.match(wrong, { code: 3 });
  await t.rejects(stat(config), 'what does not work is not kept');

  t.match(await run(['login', '--url', url, '--token-file', '-'], { input: `${token}\n` }), { code: 0 });
  t.equal((await stat(config)).mode & 0o777, 0o600);
  t.match(await read(['whoami']), { kind: 'management-key', operator: true });
  t.match((await run(['whoami'])).stdout, /^default +all +apikeys:view/m);

  const file = join(home, 'token');
  await writeFile(file, token);
  t.match(await run(['login', '--profile', 'other', '--url', url, '--token-file', file]), { code: 0 });
  t.match(await run(['logout']), { code: 0 });
  t.match(await run(['whoami']), { code: 3 });
  t.match(await run(['whoami', '--profile', 'other']), { code: 0 });
  t.match(await run(['whoami', '--profile', 'nobody']), { code: 3, stderr: /no profile "nobody"/ });
  t.match(await run(['whoami'], { env: { KEYWARD_PROFILE: 'other' } }), { code: 0 });

  await writeFile(config, 'nonsense');
  t.match(await run(['whoami']), { code: 2, stderr: /config\.json is not what keyward writes/ });
});

t.test('the environment says it all, or a local installation does', async (t) => {
  const { run, home } = await commandLine(t);
  const file = join(home, 'token');
  await writeFile(file, `${token}\n`);
  t.match(await run(['whoami'], { env: { KEYWARD_URL: url, KEYWARD_TOKEN: token } }), { code: 0 });
  t.match(await run(['whoami'], { env: { KEYWARD_URL: url, KEYWARD_TOKEN_FILE: file } }), { code: 0 });
  t.match(await run(['login', '--local']), { code: 2, stderr: /local\.json is not there/ });

  const folder = join(home, '.keyward');
  await mkdir(folder);
  const [organizationId, workspaceId] = ['Q4b9ZpL0aBcDeFgH', 'W7c2YpM1bCdEfGhI'];
  const local = { keyManagementUrl: url, managementKey: token, organizationId, workspaceId };
  await writeFile(join(folder, 'local.json'), JSON.stringify(local));
  t.match(await run(['login', '--local']), { code: 0 });
  t.match(await run(['login', '--local', folder, '--profile', 'again']), { code: 0 });
  const kept = await readFile(join(home, '.config/keyward/config.json'), 'utf8');
  t.match(JSON.parse(kept), { profiles: { default: { workspaceId }, again: { organizationId } } });
});

t.test('the key of a profile is sent to its own address only', async (t) => {
  const { run } = await commandLine(t);
  await run(['login', '--url', url], { input: token });
  const elsewhere = await answeringServer(t, [json(200, {})]);
  t.match(await run(['whoami', '--url', elsewhere.url]), { code: 3, stderr: /Not signed in to/ });
  t.match(await run(['whoami'], { env: { KEYWARD_URL: elsewhere.url } }), { code: 3 });
  t.equal(elsewhere.received.length, 0);
  t.match(await run(['whoami', '--url', `${url}/`]), { code: 0 }, 'the same address in another spelling');
  t.match(await run(['whoami', '--url', 'ftp://example.com']), { code: 2 });
  t.match(await run(['whoami', '--url', 'https://user:password@example.com']), { code: 2 });
});

t.test('a workspace is named, remembered, or the only one', async (t) => {
  const { run, json: read } = await commandLine(t);
  await run(['login', '--url', url], { input: token });
  t.match(await run(['keys', 'list']), { code: 0 }, 'there is only one');
  t.match(await run(['workspaces', 'create', 'Staging']), { code: 0 });
  t.match(await run(['keys', 'list']), { code: 2, stderr: /Which workspace\?(.|\n)*Staging/ });
  t.match(await run(['use', 'staging']), { code: 0, stderr: /From now on in Staging/ });
  const made = await read<{ workspaceId: string }>(['keys', 'create', '--name', 'Here']);
  const places = await read<{ id: string; name: string }[]>(['workspaces', 'list']);
  t.same(places.map(({ name }) => name).sort(), ['Production', 'Staging']);
  t.equal(places.find(({ name }) => name === 'Staging')?.id, made.workspaceId);
  t.same(await read(['keys', 'list', '-w', 'Production']), []);
  t.match(await read(['keys', 'list', '--workspace', made.workspaceId]), [{ name: 'Here' }]);
  t.match(await run(['keys', 'list', '--workspace', 'Nowhere']), { code: 4 });
  t.match(await run(['workspaces', 'delete', 'Staging']), { code: 2 }, 'nobody can be asked');
  t.match(await run(['workspaces', 'delete', 'Staging', '--yes']), { code: 0 });
  t.match(await run(['keys', 'list']), { code: 4 }, 'the one in use is gone');
});
