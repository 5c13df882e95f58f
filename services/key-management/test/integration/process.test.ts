import { request } from 'node:http';
import t from 'tap';
import { applyMigrations } from '../../src/database/migrations.ts';
import { startDatabaseRelay } from '../fixtures/database-relay.ts';
import { runProcess } from '../fixtures/run-process.ts';
import { MASTER_KEYS } from '../fixtures/start-key-management.ts';
import { createTestDatabase } from '../fixtures/test-database.ts';

const database = await createTestDatabase();
t.teardown(() => database.drop());
const environment = { DATABASE_URL: database.url, MASTER_KEYS, PORT: '0' };

t.test('migrate, then serve, then stop on a signal', async (t) => {
  const migration = runProcess(t, 'migrate.ts', environment);
  t.equal(await migration.exit, 0);
  t.match(migration.stdout(), /^\d+ migrations? applied\n$/);
  const again = runProcess(t, 'migrate.ts', environment);
  t.equal(await again.exit, 0);
  t.equal(again.stdout(), '0 migrations applied\n');

  const service = runProcess(t, 'main.ts', environment);
  const address = await addressOf(service);
  const token = /kw_mgmt_[0-9A-Za-z]{65}/.exec(service.stdout())?.[0] ?? '';
  t.ok(token, 'the operator key is printed');
  const lines = service
    .stdout()
    .split('\n')
    .filter((line) => line.startsWith('{'));
  t.notOk(
    lines.some((line) => line.includes(token.slice(24))),
    'not in the log',
  );

  const headers = { authorization: `Bearer ${token}` };
  const leak = 'kw_api_0000000000000000leaked';
  t.equal((await fetch(`${address}/v1/organizations?limit=5`, { headers })).status, 200);
  t.equal((await fetch(`${address}/v1/${leak}?api_key=${leak}`, { headers })).status, 404);
  await service.says('"status":404');
  t.notMatch(service.stdout(), leak, 'what someone put into a URL is not logged');
  t.match(service.stdout(), /"method":"GET","route":"\/v1\/organizations","status":200,"by":"\w{16}","ms":/);

  service.kill('SIGTERM');
  t.equal(await service.exit, 0);
});

t.test('a request under way is finished before the stop', async (t) => {
  await applyMigrations(database.url);
  const service = runProcess(t, 'main.ts', environment);
  const address = await addressOf(service);
  const slow = request(`${address}/oauth2/revoke`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '9' },
  });
  const answered = new Promise<number | undefined>((resolve, reject) => {
    slow.once('response', (response) => resolve(response.resume().statusCode));
    slow.once('error', reject);
  });
  slow.write('token');
  await new Promise((resolve) => setTimeout(resolve, 300));
  service.kill('SIGTERM');
  await new Promise((resolve) => setTimeout(resolve, 300));
  slow.end('=abc');
  t.equal(await answered, 200);
  t.equal(await service.exit, 0);
});

t.test('a request that never ends does not hold the stop up for longer than it was given', async (t) => {
  const service = runProcess(t, 'main.ts', { ...environment, SHUTDOWN_GRACE: 'PT1S' });
  const address = await addressOf(service);
  const endless = request(`${address}/oauth2/revoke`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '9' },
  });
  endless.on('error', () => undefined);
  endless.write('token');
  await new Promise((resolve) => setTimeout(resolve, 300));
  const before = performance.now();
  service.kill('SIGTERM');
  t.equal(await service.exit, 1);
  t.ok(performance.now() - before < 5000);
});

t.test('a wrong configuration: one message that names every variable, and exit code 78', async (t) => {
  const broken = { PORT: 'x', MASTER_KEYS: 'secret-but-wrong', BOOTSTRAP_MANAGEMENT_KEY: 'kw_mgmt_wrong' };
  for (const file of ['main.ts', 'migrate.ts']) {
    const run = runProcess(t, file, broken);
    t.equal(await run.exit, 78);
    for (const name of ['PORT', 'MASTER_KEYS', 'DATABASE_URL']) t.match(run.stderr(), `  ${name} `);
    t.notMatch(run.stderr(), 'secret-but-wrong');
  }
  const token = runProcess(t, 'main.ts', { ...environment, BOOTSTRAP_SERVICE_KEY: 'kw_svc_wrong' });
  t.equal(await token.exit, 78);
  t.match(token.stderr(), 'BOOTSTRAP_SERVICE_KEY must be a well-formed token');
});

t.test('no database: a line for each attempt, then exit code 69', async (t) => {
  const relay = await startDatabaseRelay(database.url);
  t.teardown(() => relay.close());
  relay.cut();
  const service = runProcess(t, 'main.ts', { ...environment, DATABASE_URL: relay.url, DATABASE_WAIT: '2' });
  t.equal(await service.exit, 69);
  t.ok(service.stdout().match(/waiting for the database/g)?.length);
  t.match(service.stderr(), /^the database did not answer within 2 s \(.+\)\n$/);
  const migration = runProcess(t, 'migrate.ts', { ...environment, DATABASE_URL: relay.url, DATABASE_WAIT: '1' });
  t.equal(await migration.exit, 69);
  t.match(migration.stderr(), /^(waiting for the database: .+\n)*the database did not answer within 1 s \(.+\)\n$/);
});

async function addressOf(service: ReturnType<typeof runProcess>): Promise<string> {
  const pattern = /Server listening at (http:\/\/127\.0\.0\.1:\d+)/;
  await service.says(pattern);
  return pattern.exec(service.stdout())?.[1] ?? '';
}
