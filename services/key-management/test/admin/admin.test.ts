import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { mintToken } from '@keyward/auth';
import t from 'tap';
import { runAdmin } from '../../src/admin/run-admin.ts';
import { MASTER_KEYS, startKeyManagement } from '../fixtures/start-key-management.ts';
import { createTestDatabase } from '../fixtures/test-database.ts';

t.setTimeout(180_000);

const ADMIN = fileURLToPath(new URL('../../bin/keyward-admin.js', import.meta.url));

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `keyward-admin` as a process with this environment and no other. */
function admin(words: readonly string[], environment: Record<string, string>): Promise<Run> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [ADMIN, ...words],
      { env: environment, timeout: 30_000 },
      (_error, stdout, stderr) => resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
    child.stdin?.end();
  });
}

interface Finding {
  readonly check: string;
  readonly state: string;
  readonly message: string;
}

const findings = ({ stdout }: Run): Finding[] => JSON.parse(stdout);
const states = (run: Run, check: string) =>
  findings(run).flatMap((found) => (found.check === check ? found.state : []));

t.test('the help lists every command, and a wrong call shows it', async (t) => {
  const help = await admin(['--help'], {});
  t.equal(help.code, 0);
  for (const name of ['doctor', 'migrate', 'new-epoch']) t.match(help.stdout, new RegExp(`^  ${name} `, 'm'));
  for (const words of [[], ['nonsense'], ['toString'], ['doctor', 'twice'], ['doctor', '--frob']]) {
    const stderr = new PassThrough();
    const code = await runAdmin(words, { env: {}, stdin: process.stdin, stdout: new PassThrough(), stderr });
    t.equal(code, 2, words.join(' '));
    t.match(String(stderr.read()), /Usage: keyward-admin/);
  }
});

t.test('doctor names every wrong variable, and repeats no value', async (t) => {
  const run = await admin(['doctor'], { MASTER_KEYS: 'k1:canary-master-key', LEASE_TTL_MS: '5' });
  t.equal(run.code, 1);
  for (const name of ['DATABASE_URL', 'MASTER_KEYS', 'LEASE_TTL_MS']) t.match(run.stdout, name);
  t.notMatch(run.stdout + run.stderr, 'canary');
  const wrong = await admin(['migrate'], {});
  t.equal(wrong.code, 78);
});

t.test('doctor says that nobody answers', async (t) => {
  const DATABASE_URL = 'postgres://somebody:canary@127.0.0.1:1/keyward';
  const run = await admin(['doctor', '--json'], {
    DATABASE_URL,
    MASTER_KEYS,
    KEY_MANAGEMENT_URL: 'http://127.0.0.1:1',
  });
  t.equal(run.code, 1);
  t.same(states(run, 'configuration'), ['ok']);
  t.same(states(run, 'database'), ['fail']);
  t.same(states(run, 'service'), ['fail']);
  t.notMatch(run.stdout + run.stderr, 'canary');
});

t.test('migrate brings a new database to this version, once', async (t) => {
  const database = await createTestDatabase();
  t.teardown(() => database.drop());
  const environment = { DATABASE_URL: database.url, MASTER_KEYS };
  const before = await admin(['doctor', '--json'], environment);
  t.equal(before.code, 1);
  t.same(states(before, 'migrations'), ['fail']);
  t.match((await admin(['migrate'], environment)).stdout, /^[1-9]\d* migrations applied\n$/);
  t.match((await admin(['migrate', '--json'], environment)).stdout, '{"applied":0}\n');
  t.same(states(await admin(['doctor', '--json'], environment), 'migrations'), ['ok']);
});

t.test('a running installation', async (t) => {
  const started = await startKeyManagement(t);
  const { database, serviceToken, workspaceId } = started;
  const url = await started.listen();
  const keys = `/v1/workspaces/${workspaceId}/api-keys`;
  const environment = { DATABASE_URL: database.url, MASTER_KEYS, KEY_MANAGEMENT_URL: url };

  await t.test('has gateways, and a service that is ready', async (t) => {
    const alone = await admin(['doctor', '--json'], environment);
    t.equal(alone.code, 0, alone.stdout);
    t.same(states(alone, 'gateways'), ['warn']);
    t.same(states(alone, 'service'), ['ok']);

    const leases = { method: 'POST', path: '/internal/v1/leases', token: serviceToken } as const;
    t.equal((await started.request({ ...leases, body: {} })).status, 201);
    t.same(states(await admin(['doctor', '--json'], environment), 'gateways'), ['ok']);
    t.equal((await started.request({ ...leases, body: { staleMs: 60_000 } })).status, 201);
    t.same(states(await admin(['doctor', '--json'], environment), 'gateways'), ['ok', 'warn']);
    await database.query("update leases set renewed_at = renewed_at - interval '1 hour'");
    t.match(states(await admin(['doctor', '--json'], environment), 'gateways'), ['warn']);
  });

  await t.test('needs the master keys that imported keys and credentials name', async (t) => {
    const { id } = (await started.request({ method: 'POST', path: keys, body: {} })).body;
    await database.query("update keys set lookup = 'old.AAAAAAAAAAAAAAAAAAAAAA' where id = $1", [id]);
    const missing = await admin(['doctor'], environment);
    t.equal(missing.code, 1);
    t.match(missing.stdout, /fail {2}master keys: old is missing: 1 imported key cannot be used/);

    const old = `old:${Buffer.alloc(32, 9).toString('base64')}`;
    const present = await admin(['doctor'], { ...environment, MASTER_KEYS: `${MASTER_KEYS},${old}` });
    t.equal(present.code, 0, present.stdout);
    t.match(present.stdout, /old is still needed: 1 imported key/);
    t.equal((await started.request({ method: 'DELETE', path: `${keys}/${String(id)}` })).status, 200);
    const over = await admin(['doctor'], { ...environment, MASTER_KEYS: `${MASTER_KEYS},${old}` });
    t.match(over.stdout, /old is needed by no key/);
  });

  await t.test('needs the master key that the secrets of webhooks are encrypted under', async (t) => {
    const newer = `newer:${Buffer.alloc(32, 8).toString('base64')}`;
    const path = `/v1/organizations/${started.organizationId}/webhooks`;
    const body = { url: 'https://hooks.example.com/', events: ['api-key.created'] };
    const { id, secret } = (await started.request({ method: 'POST', path, body })).body;
    const gone = await admin(['doctor'], { ...environment, MASTER_KEYS: newer });
    t.equal(gone.code, 1);
    t.match(gone.stdout, /fail {2}master keys: test is missing: 1 webhook secret cannot be used/);
    t.notMatch(gone.stdout, String(secret));

    const both = { ...environment, MASTER_KEYS: `${newer},${MASTER_KEYS}` };
    t.match((await admin(['doctor'], both)).stdout, /test is still needed: 1 webhook secret \(rewrap moves/);
    t.equal((await admin(['rewrap'], both)).code, 0);
    t.match((await admin(['doctor'], both)).stdout, /test is needed by no key, credential or webhook any more/);
    const rid = await admin(['doctor'], { ...environment, MASTER_KEYS: newer });
    t.equal(rid.code, 0, rid.stdout);
    t.equal((await started.request({ method: 'DELETE', path: `${path}/${String(id)}` })).status, 200);
  });

  await t.test('begins a new epoch after a confirmation only', async (t) => {
    const epoch = async () => (await database.query('select epoch from change_counter'))[0]?.epoch;
    const before = await epoch();
    const unasked = await admin(['new-epoch'], environment);
    t.equal(unasked.code, 1);
    t.match(unasked.stderr, '--yes');
    t.equal(await epoch(), before);
    t.equal((await admin(['new-epoch', '--yes'], environment)).code, 0);
    t.not(await epoch(), before);
  });
});

t.test('what doctor and the help write holds no secret', async (t) => {
  const canary = mintToken('mgmt').token;
  const run = await admin(['doctor'], {
    BOOTSTRAP_MANAGEMENT_KEY: `${canary}x`,
    DATABASE_URL: 'postgres://a@127.0.0.1:1/b',
    MASTER_KEYS,
  });
  t.match(run.stdout, 'BOOTSTRAP_MANAGEMENT_KEY');
  t.notMatch(run.stdout + run.stderr, canary);
});

t.test('an interrupted command ends', async (t) => {
  const environment = { DATABASE_URL: 'postgres://a@127.0.0.1:1/b', MASTER_KEYS, DATABASE_WAIT: 'PT30S' };
  const child = spawn(process.execPath, [ADMIN, 'migrate'], { env: environment, stdio: ['ignore', 'ignore', 'pipe'] });
  t.teardown(() => child.kill('SIGKILL'));
  const [said] = await once(child.stderr, 'data');
  t.match(String(said), 'waiting for the database: ECONNREFUSED');
  child.kill('SIGINT');
  const [, signal] = await once(child, 'exit');
  t.equal(signal, 'SIGINT');
});
