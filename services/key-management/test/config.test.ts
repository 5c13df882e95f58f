import { readFile } from 'node:fs/promises';
import { mintToken } from '@keyward/auth';
import { ConfigError } from '@keyward/auth/environment';
import t from 'tap';
import { readConfig, VARIABLES } from '../src/config.ts';
import { MASTER_KEYS } from './fixtures/start-key-management.ts';

const required = { DATABASE_URL: 'postgres://localhost/keyward', MASTER_KEYS };

t.test('the defaults', (t) => {
  t.match(readConfig(required), {
    HOST: '127.0.0.1',
    PORT: 4000,
    LOG_LEVEL: 'info',
    DATABASE_POOL_SIZE: 10,
    DATABASE_WAIT: 30_000,
    SHUTDOWN_GRACE: 30_000,
    TOKEN_PREFIX: ['kw'],
  });
  t.equal(readConfig(required).BOOTSTRAP_MANAGEMENT_KEY, undefined);
  t.end();
});

t.test('every problem is named at once, with its rule and without its value', (t) => {
  const values = {
    PORT: '65536',
    METRICS_PORT: 'http',
    LOG_LEVEL: 'loud',
    DATABASE_URL: 'mysql://root:hunter2@db',
    DATABASE_POOL_SIZE: '0',
    DATABASE_WAIT: '1 minute',
    MASTER_KEYS: 'k1:c2hvcnQ=',
    TOKEN_PREFIX: 'Kw',
    PUBLIC_URL: 'keyward.example.com',
    GATEWAY_URL: 'gateway.example.com',
    OIDC_ISSUER: 'login.example.com',
    UPSTREAM_ALLOW: '10.0.0.1/8',
    SHUTDOWN_GRACE: '-1',
  };
  try {
    readConfig(values);
    t.fail('it was taken');
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const name of Object.keys(values)) t.match(error.message, `\n  ${name} `);
    t.notMatch(error.message, /hunter2|c2hvcnQ/);
  }
  t.throws(() => readConfig({}), { message: /DATABASE_URL is required\n {2}MASTER_KEYS is required$/ });
  t.end();
});

t.test('an empty variable counts as left out', (t) => {
  t.equal(readConfig({ ...required, PORT: '', UPSTREAM_ALLOW: '' }).PORT, 4000);
  t.throws(() => readConfig({ ...required, DATABASE_URL: '' }), { message: /DATABASE_URL is required/ });
  t.end();
});

t.test('numbers, durations and lists', (t) => {
  const read = (more: Record<string, string>) => readConfig({ ...required, ...more });
  t.equal(read({ PORT: '0' }).PORT, 0);
  t.equal(read({ PORT: '65535' }).PORT, 65535);
  for (const PORT of ['-1', '1.5', '65536', '99999', '0x10', ' 80', '1e3']) t.throws(() => read({ PORT }), ConfigError);
  t.equal(read({ DATABASE_WAIT: 'PT1M30S' }).DATABASE_WAIT, 90_000);
  t.equal(read({ DATABASE_WAIT: 'PT2H' }).DATABASE_WAIT, 7_200_000);
  t.equal(read({ DATABASE_WAIT: '5' }).DATABASE_WAIT, 5000);
  t.throws(() => read({ DATABASE_WAIT: 'PT' }), ConfigError);
  t.same(read({ TOKEN_PREFIX: 'acme,kw' }).TOKEN_PREFIX, ['acme', 'kw']);
  const policy = read({ UPSTREAM_ALLOW: ' 10.0.0.0/8 , flowise.internal,' }).UPSTREAM_ALLOW;
  t.ok(policy.permits('10.1.2.3', 'x'));
  t.notOk(policy.permits('192.168.0.1', 'x'));
  t.end();
});

t.test('a secret may stand in a file', (t) => {
  const directory = t.testdir({ url: `${required.DATABASE_URL}\n`, keys: `${MASTER_KEYS}\n` });
  const files = { DATABASE_URL_FILE: `${directory}/url`, MASTER_KEYS_FILE: `${directory}/keys` };
  t.equal(readConfig(files).DATABASE_URL, required.DATABASE_URL);
  t.throws(() => readConfig({ ...required, ...files }), {
    message: /DATABASE_URL and DATABASE_URL_FILE are both set\n {2}MASTER_KEYS and MASTER_KEYS_FILE are both set/,
  });
  t.throws(() => readConfig({ ...required, BOOTSTRAP_SERVICE_KEY_FILE: '/nowhere' }), {
    message: /BOOTSTRAP_SERVICE_KEY cannot be read from the file that BOOTSTRAP_SERVICE_KEY_FILE names/,
  });
  t.end();
});

t.test('bootstrap tokens are well-formed tokens of their kind', (t) => {
  const management = mintToken('mgmt').token;
  const read = (more: Record<string, string>) => () => readConfig({ ...required, ...more });
  t.equal(read({ BOOTSTRAP_MANAGEMENT_KEY: management })().BOOTSTRAP_MANAGEMENT_KEY, management);
  for (const token of [`${management}x`, mintToken('svc').token, mintToken('mgmt', 'other').token, 'hand-made']) {
    t.throws(read({ BOOTSTRAP_MANAGEMENT_KEY: token }), {
      message: /BOOTSTRAP_MANAGEMENT_KEY must be a well-formed token kw_mgmt_…, its checksum included$/,
    });
  }
  t.throws(read({ BOOTSTRAP_SERVICE_KEY: management }), ConfigError);
  t.end();
});

t.test('an OpenID provider needs what belongs to it', (t) => {
  const provider = {
    ...required,
    OIDC_ISSUER: 'https://login.example.com',
    OIDC_CLIENT_ID: 'keyward',
    PUBLIC_URL: 'https://keys.example.com',
  };
  t.match(readConfig(provider), { OIDC_ISSUER: 'https://login.example.com', OIDC_GROUPS_CLAIM: 'groups' });
  t.equal(readConfig({ ...provider, OIDC_ISSUER: 'http://localhost:4444' }).OIDC_CLIENT_ID, 'keyward');
  const refused: [Record<string, string>, RegExp][] = [
    [{ OIDC_CLIENT_ID: '' }, /OIDC_CLIENT_ID is required with OIDC_ISSUER/],
    [{ PUBLIC_URL: '' }, /PUBLIC_URL is required with OIDC_ISSUER/],
    [{ OIDC_ISSUER: '' }, /OIDC_CLIENT_ID needs OIDC_ISSUER as well/],
    [{ OIDC_ISSUER: 'http://login.example.com' }, /OIDC_ISSUER must be an https URL, unless on this machine/],
    [{ OIDC_ISSUER: 'http://127.0.0.1.example.com' }, /OIDC_ISSUER must be an https URL, unless on this machine/],
    [{ OIDC_ISSUER: 'https://login.example.com/?a=b' }, /OIDC_ISSUER must be an https URL without a query/],
    [{ OIDC_ISSUER: 'https://[login' }, /OIDC_ISSUER must be a valid URL/],
    [{ PUBLIC_URL: 'https://keys:x' }, /PUBLIC_URL must be a valid URL/],
    [{ OIDC_AUDIENCE: 'keyward' }, /OIDC_AUDIENCE must differ from OIDC_CLIENT_ID/],
  ];
  for (const [change, message] of refused) t.throws(() => readConfig({ ...provider, ...change }), { message });
  const directory = t.testdir({ secret: 'from-a-file\n' });
  const file = { OIDC_CLIENT_SECRET_FILE: `${directory}/secret` };
  t.equal(readConfig({ ...provider, ...file }).OIDC_CLIENT_SECRET, 'from-a-file');
  t.end();
});

t.test('the README tells of every variable', async (t) => {
  const readme = await readFile(new URL('../../../README.md', import.meta.url), 'utf8');
  const table = readme.slice(readme.indexOf('### Configuration'), readme.indexOf('### Health'));
  for (const name of VARIABLES) t.ok(table.includes(`\`${name}\``), name);
});
