import { startCluster } from '@keyward/standalone/test/fixtures/cluster/cluster.ts';
import t from 'tap';
import { commandLine } from '../fixtures/command-line.ts';

t.setTimeout(240_000);

const cluster = await startCluster(t, { replicas: 1, gateways: [] });
const env = { KEYWARD_URL: cluster.replicas[0]?.url ?? '', KEYWARD_TOKEN: cluster.operatorToken };
const TOKEN = /^kw_api_[0-9A-Za-z]{65}\n$/;

interface Key {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly tags: readonly string[];
  readonly limits: Readonly<Record<string, number>>;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly token: string;
}

t.test('the life of a key', async (t) => {
  const { run, json } = await commandLine(t, env);
  const options = ['--tag', 'web,shop', '--tag', 'eu', '--metadata', 'team=checkout', '--metadata', 'tier=2'];
  const created = await run(['keys', 'create', '--name', 'Web', '--expires-in', 'three-months', ...options]);
  t.equal(created.code, 0, created.stderr);
  t.match(created.stdout, TOKEN, 'the token alone is on standard output');
  t.notMatch(created.stderr, created.stdout.trim());

  const shown = await json<Key>(['keys', 'show', 'web']);
  t.match(shown, { tags: ['web', 'shop', 'eu'], metadata: { team: 'checkout', tier: 2 }, limits: {} });
  t.match((await run(['keys', 'show', shown.id])).stdout, /^name +Web$/m);

  t.match(await run(['keys', 'edit', 'Web', '--requests-per-minute', '60']), {
    code: 0,
    stderr: /no gateway is connected/,
  });
  const edited = await json<Key>([
    'keys',
    'edit',
    'Web',
    '--requests-per-day',
    '9',
    '--metadata',
    'tier=3',
    '--no-tags',
  ]);
  t.same(edited.limits, { requestsPerMinute: 60, requestsPerDay: 9 }, 'what is not named stays');
  t.match(edited, { metadata: { team: 'checkout', tier: 3 }, tags: [] });
  t.same((await json<Key>(['keys', 'edit', 'Web', '--no-limits'])).limits, {});
  t.match(await run(['keys', 'edit', 'Web', '--disable']), { code: 0 });
  t.match((await run(['keys', 'list'])).stdout, /Web +disabled/);
  t.match(await run(['keys', 'edit', 'Web', '--enable', '--disable']), { code: 2 });
  t.match(await run(['keys', 'edit', 'Web']), { code: 2 });
  await run(['keys', 'edit', 'Web', '--enable']);

  const rotated = await run(['keys', 'rotate', 'Web', '--overlap', 'PT1H']);
  t.match(rotated.stdout, TOKEN);
  t.match(await run(['introspect'], { input: rotated.stdout }), { code: 0, stdout: /^active +true$/m });
  t.match(await run(['introspect', '--token-file', '-'], { input: created.stdout }), { stdout: /^active +true$/m });

  t.match(await run(['keys', 'revoke', 'Web']), { code: 2, stderr: /add --yes/ });
  t.match(await json(['introspect'], { input: rotated.stdout }), { active: true }, 'nothing happened');
  t.match(await run(['keys', 'revoke', 'Web', '--yes', '--reason', 'over']), { code: 0, stderr: /^Revoked Web: / });
  t.same(await json(['introspect'], { input: rotated.stdout }), { active: false });
  t.match(await run(['audit', '--action', 'api-key.revoked']), { code: 0, stdout: /api-key\.revoked +Web/ });
});

t.test('lists for people and for scripts', async (t) => {
  const { run, json } = await commandLine(t, env);
  for (const name of ['List a', 'List b', 'List c']) await run(['keys', 'create', '--name', name, '--tag', 'listed']);
  const names = async (...words: string[]) => (await json<Key[]>(['keys', 'list', ...words])).map(({ name }) => name);
  t.same(await names('--tag', 'listed', '--sort', 'name'), ['List a', 'List b', 'List c']);
  t.same(await names('--name', 'list', '--sort', 'name', '--order', 'desc', '--limit', '2'), ['List c', 'List b']);
  t.same(await names('--tag', 'nobody'), []);
  t.match(await run(['keys', 'list', '--tag', 'listed', '--limit', '1']), { stderr: /There are more than these 1/ });
  t.match(await run(['keys', 'list', '--tag', 'nobody']), { code: 0, stdout: '', stderr: 'There are none.\n' });
  t.match(await run(['keys', 'list', '--wide']), { stdout: /DISPLAY(.|\n)*kw_api_/ });
  t.notMatch((await run(['keys', 'list'])).stdout, '\u001b', 'no colours in a pipe');
});

t.test('what goes wrong has an exit code and words', async (t) => {
  const { run } = await commandLine(t, env);
  await run(['keys', 'create', '--name', 'Taken']);
  t.match(await run(['keys', 'create', '--name', 'taken']), { code: 5, stderr: /The name is taken/ });
  t.match(await run(['keys', 'create', '--allow-ip', '10.0.0.0/40']), { code: 6, stderr: /\/allowedIps\/0: / });
  t.match(await run(['keys', 'create', '--permission', 'everything']), { code: 2 });
  t.match(await run(['keys', 'create', '--requests-per-minute', '-1']), { code: 2 });
  t.match(await run(['keys', 'show', 'nobody']), { code: 4 });
  t.match(await run(['keys', 'frob']), { code: 2 });
  t.match(await run(['keys', 'create', '--token', 'kw_api_x']), { code: 2, stderr: /unknown option/ });
  t.match(await run(['keys']), { code: 2, stderr: /Usage: keyward keys/ });
  t.match(await run(['keys', 'list', '--help']), { code: 0, stdout: /Examples:/ });
  const token = (await run(['keys', 'create'])).stdout.trim();
  const typed = await run(['keys', 'revoke', token, '--yes']);
  t.match(typed, { code: 2, stderr: /whole token/ });
  t.notMatch(typed.stderr, token);
  const away = await run(['whoami'], { env: { KEYWARD_URL: 'http://127.0.0.1:9' } });
  t.match(away, { code: 7, stderr: /does not answer/ });
});

t.test('flows and upstreams', async (t) => {
  const { run, json } = await commandLine(t, env);
  t.match(await run(['upstreams', 'create', 'second', cluster.origin.url]), { code: 0 });
  t.match(await run(['flows', 'create', 'order-status', '--upstream', 'second', '--name', 'Orders']), { code: 0 });
  t.match((await run(['flows', 'list'])).stdout, /order-status +Orders +second +no/);
  t.match(await run(['flows', 'edit', 'order-status', '--public', '--upstream', 'origin']), { code: 0 });
  const flows = await json<{ id: string }[]>(['flows', 'list']);
  t.match(
    flows.find(({ id }) => id === 'order-status'),
    { public: true, upstreamId: cluster.upstreamId },
  );
  t.match(await run(['upstreams', 'edit', 'second', '--name', 'third']), { code: 0 });
  t.match(await run(['upstreams', 'delete', 'origin', '--yes']), { code: 5 }, 'it is in use');
  t.match(await run(['upstreams', 'delete', 'third', '--yes']), { code: 0 });
  t.match(await run(['flows', 'delete', 'order-status', '--yes']), { code: 0 });
  t.match(await run(['flows', 'create', 'lost', '--upstream', 'nowhere']), { code: 4 });
});
