import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startCluster } from '@keyward/standalone/test/fixtures/cluster/cluster.ts';
import t from 'tap';
import { commandLine } from '../fixtures/command-line.ts';

t.setTimeout(300_000);

const cluster = await startCluster(t, { replicas: 1, gateways: [] });
const { run, json, home } = await commandLine(t, {
  KEYWARD_URL: cluster.replicas[0]?.url ?? '',
  KEYWARD_TOKEN: cluster.operatorToken,
});

interface Key {
  readonly id: string;
  readonly name: string;
  readonly workspaceId: string | null;
}

t.test('organization-wide keys: as those of a workspace, with one option more', async (t) => {
  const wide = ['keys', '--org-wide'];
  const made = await run([...wide, 'create', '--name', 'Everywhere']);
  t.match(made, { code: 0, stdout: /^kw_api_[0-9A-Za-z]{65}\n$/ });
  t.match(await json<Key[]>(['keys', 'list', '--org-wide']), [{ name: 'Everywhere', workspaceId: null }]);
  t.same(await json<Key[]>(['keys', 'list', '--name', 'Everywhere']), [], 'in no workspace');
  t.match(await run(['keys', 'show', 'Everywhere']), { code: 4 });
  t.match(await run(['keys', 'edit', 'everywhere', '--org-wide', '--tag', 'web']), { code: 0 });
  t.match(await json<Key>(['keys', 'show', 'Everywhere', '--org-wide']), { tags: ['web'] });
  t.match(await run([...wide, 'rotate', 'Everywhere', '--overlap', 'PT0S']), { code: 0, stdout: /^kw_api_/ });
  t.match(await run([...wide, 'revoke', 'Everywhere', '--yes']), { code: 0, stderr: /Revoked Everywhere/ });
});

t.test('organization-wide keys in files', async (t) => {
  const file = join(home, 'keys.json');
  await writeFile(file, JSON.stringify([{ name: 'Brought' }]));
  const imported = await json<{ importId: string; added: number }>(['keys', 'import', file, '--org-wide']);
  t.equal(imported.added, 1);
  const exported = await run(['keys', 'export', '--org-wide']);
  t.match(JSON.parse(exported.stdout), { format: 'keyward.api-keys', keys: [{ name: 'Brought' }] });
  t.match(await json(['keys', 'imports', '--org-wide']), [{ id: imported.importId }]);
  t.same(await json(['keys', 'imports']), [], 'none into the workspace');
  t.match(await run(['keys', 'undo-import', imported.importId, '--yes']), { code: 4 });
  t.match(await run(['keys', 'undo-import', imported.importId, '--org-wide', '--yes']), { code: 0 });
});

t.test('management keys', async (t) => {
  const create = ['management-keys', 'create', '--name', 'CI', '--permission', 'apikeys:view,apikeys:create'];
  const made = await run(create);
  t.match(made, { code: 0, stdout: /^kw_mgmt_[0-9A-Za-z]{65}\n$/, stderr: /Created CI/ });
  t.match(await run(create), { code: 5 }, 'the name is taken');
  t.match(await run([...create.slice(0, 2), '--permission', 'everything']), { code: 2, stderr: /apikeys:create/ });
  t.match(await run([...create.slice(0, 2), '--permission', 'cows:milk']), { code: 6 }, 'key-management knows which');
  t.match(await json<Key>(['management-keys', 'show', 'CI']), { kind: 'mgmt', workspaceId: null });
  t.match(await run(['management-keys', 'edit', 'CI', '--role', 'viewer', '--disable']), { code: 0 });
  t.match(await json<Key>(['management-keys', 'show', 'CI']), { enabled: false });
  t.match(await run(['management-keys', 'edit', 'CI']), { code: 2 });
  t.match(await run(['management-keys', 'list', '--status', 'disabled']), { code: 0, stdout: /CI +disabled/ });
  const here = await json<Key>(['management-keys', 'create', '--name', 'Here', '--role', 'viewer', '-w', 'Production']);
  t.match(here, { workspaceId: String, token: String });
  t.match(await run(['management-keys', 'revoke', made.stdout.trim(), '--yes']), { code: 2 }, 'a whole token');
  t.match(await run(['management-keys', 'revoke', 'CI', '--yes']), { code: 0 });
  const mine = { env: { KEYWARD_TOKEN: made.stdout.trim() } };
  t.match(await run(['whoami'], mine), { code: 3 });
});

t.test('service keys', async (t) => {
  const made = await run(['service-keys', 'create', '--name', 'Frankfurt']);
  t.match(made, { code: 0, stdout: /^kw_svc_[0-9A-Za-z]{65}\n$/ });
  t.match(await run(['service-keys', 'rotate', 'Frankfurt']), { code: 0, stdout: /^kw_svc_/ });
  const names = (await json<Key[]>(['service-keys', 'list'])).map(({ name }) => name);
  t.ok(names.includes('Frankfurt') && names.includes('Frankfurt (retiring)'), names.join());
  t.match(await run(['service-keys', 'revoke', 'Frankfurt', '--yes']), { code: 0 });
});

t.test('webhooks', async (t) => {
  const create = ['webhooks', 'create', 'https://hooks.example.com/keys', '--event'];
  const made = await run([...create, 'api-key.revoked,finding.opened']);
  t.match(made, { code: 0, stdout: /^whsec_\S+\n$/, stderr: /api-key.revoked, finding.opened/ });
  t.match(await run(create.slice(0, 3)), { code: 2 }, 'without an event');
  t.match(await run([...create, 'nonsense']), { code: 2 });
  t.match(await run([...create, 'api-key.eaten']), { code: 6 });
  const [webhook] = await json<Key[]>(['webhooks', 'list']);
  t.match(await run(['webhooks', 'test', webhook?.id ?? '']), { code: 0 });
  t.match(await json(['webhooks', 'deliveries', webhook?.id ?? '']), [{ event: String }]);
  t.match(await run(['webhooks', 'delete', webhook?.id ?? '']), { code: 2 }, 'nobody can be asked');
  t.match(await run(['webhooks', 'delete', webhook?.id ?? '', '--yes']), { code: 0 });
  t.same(await json(['webhooks', 'list']), []);
});

t.test('usage, denials and findings', async (t) => {
  await run(['keys', 'create', '--name', 'Idle']);
  t.match(await run(['usage']), { code: 0, stderr: /Nothing was used/ });
  t.match(await json(['usage', 'Idle', '--step', 'total']), { step: 'total', totals: { requests: 0 } });
  t.match(await run(['usage', '--csv', '--group', 'key,outcome']), { code: 0, stdout: /^\w+.*key/i });
  t.match(await run(['usage', '--group', 'weather']), { code: 6 });
  t.match(await run(['usage', 'Nobody']), { code: 4 });
  t.same(await json(['denials']), []);
  t.same(await json(['findings', '--type', 'never-used']), []);
});

t.test('bash completes options of a group, too', async (t) => {
  const { stdout } = await run(['completion', 'bash']);
  t.match(stdout, /'keys list'\) words='' options='[^']*--org-wide/);
  t.notMatch(stdout, /'flows list'\) words='' options='[^']*--org-wide/);
});
