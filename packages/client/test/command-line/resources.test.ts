import { startCluster } from '@keyward/standalone/test/fixtures/cluster/cluster.ts';
import t from 'tap';
import { commandLine } from '../fixtures/command-line.ts';

t.setTimeout(240_000);

const cluster = await startCluster(t, { replicas: 1, gateways: [] });
const { run, json } = await commandLine(t, {
  KEYWARD_URL: cluster.replicas[0]?.url ?? '',
  KEYWARD_TOKEN: cluster.operatorToken,
});
const CANARY = 'sk-canary-value-of-a-credential';

interface Named {
  readonly id: string;
  readonly name: string;
}

t.test('credentials, which show no value', async (t) => {
  const create = ['credentials', 'create', 'OpenAI', '--service', 'openai', '--visibility', 'shared'];
  const made = await run(create, { input: `${CANARY}\n` });
  t.equal(made.code, 0, made.stderr);
  const rotated = await run(['credentials', 'rotate', 'openai', '--value-file', '-'], { input: `${CANARY}-2` });
  t.match(rotated, { code: 0, stderr: /OpenAI has its new value/ });
  t.match(await run(['upstreams', 'create', 'llm', cluster.origin.url, '--kind', 'llm', '--credential', 'OpenAI']), {
    code: 0,
  });
  const listed = await run(['credentials', 'list']);
  t.match(listed.stdout, /OpenAI +openai +\S+ +shared +llm/);
  for (const { stdout, stderr } of [made, rotated, listed]) t.notMatch(stdout + stderr, CANARY);
  t.match(await run([...create.slice(0, 3), '--service', 'nobody'], { input: CANARY }), { code: 2, stderr: /openai/ });
  t.match(await run(['credentials', 'delete', 'OpenAI', '--yes']), { code: 5 }, 'it is in use');
});

t.test('gateways and their keys', async (t) => {
  const create = ['gateways', 'create', 'chat', '--model', 'gpt=llm', '--model', 'small=llm/gpt-4o-mini'];
  t.match(await run(create), { code: 0 });
  const [gateway] = await json<(Named & { models: object[] })[]>(['gateways', 'list']);
  t.match(gateway?.models, [
    { name: 'gpt', upstreamModel: null },
    { name: 'small', upstreamModel: 'gpt-4o-mini' },
  ]);
  t.match(await run(['gateways', 'create', 'bad', '--model', 'gpt']), { code: 2 });
  const key = await run(['gateway-keys', 'create', 'chat', '--name', 'Bot', '--tokens-per-day', '1000']);
  t.match(key.stdout, /^kw_gw_[0-9A-Za-z]{65}\n$/);
  const [{ id } = { id: '' }] = await json<Named[]>(['gateway-keys', 'list', 'chat']);
  t.match(await run(['gateway-keys', 'revoke', 'chat', key.stdout.trim(), '--yes']), { code: 2 }, 'a whole token');
  t.match(await run(['gateway-keys', 'revoke', 'chat', id, '--yes']), { code: 0 });
  t.match(await run(['gateways', 'delete', 'chat', '--yes']), { code: 0 });
  t.match(await run(['gateway-keys', 'list', 'chat']), { code: 4 });
  t.match(await run(['credentials', 'delete', 'OpenAI', '--force', '--yes']), { code: 0 });
});

t.test('members', async (t) => {
  t.match(await run(['members', 'add', '--role', 'admin']), { code: 2 });
  t.match(await run(['members', 'add', '--group', 'platform', '--role', 'developer', '-w', 'Production']), { code: 0 });
  const [member] = await json<(Named & { workspaceId: string })[]>(['members', 'list']);
  t.match(member, { group: 'platform', role: 'developer', workspaceId: /^\w{16}$/ });
  t.match(await run(['members', 'remove', member?.id ?? '', '--yes']), { code: 0 });
  t.same(await json(['members', 'list']), []);
});

t.test('organizations and workspaces', async (t) => {
  t.match(await run(['orgs', 'create', 'Acme']), { code: 0 });
  const organizations = await json<Named[]>(['orgs', 'list']);
  const { id } = organizations.find(({ name }) => name === 'Acme') ?? { id: '' };
  t.match(await run(['orgs', 'rename', id, 'Acme Inc']), { code: 0 });
  t.match(await run(['workspaces', 'create', 'Lab', '--organization', 'Acme Inc']), { code: 0 });
  t.match(await run(['workspaces', 'rename', 'Laboratory', '-w', 'Lab']), { code: 0 });
  t.match(await json(['workspaces', 'list', '--organization', id]), [{ name: 'Laboratory', organizationId: id }]);
  t.match(await run(['orgs', 'delete', id]), { code: 2 });
  t.match(await run(['orgs', 'delete', id, '--yes']), { code: 0 });
  t.match(await run(['workspaces', 'list', '--organization', id]), { code: 4 });
});
