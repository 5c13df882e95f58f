import { mintToken } from '@keyward/auth';
import t from 'tap';
import { buildApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { applyMigrations } from '../../src/database/migrations.ts';
import { MASTER_KEYS } from '../fixtures/start-key-management.ts';
import { createTestDatabase } from '../fixtures/test-database.ts';
import { until } from '../fixtures/until.ts';

const database = await createTestDatabase();
t.teardown(() => database.drop());
const token = mintToken('mgmt').token;
const config = readConfig({
  DATABASE_URL: database.url,
  MASTER_KEYS,
  BOOTSTRAP_MANAGEMENT_KEY: token,
  LOG_LEVEL: 'silent',
});

t.test('a service with migrations pending is alive, not ready, and serves once they are applied', async (t) => {
  const app = await buildApp(config);
  t.teardown(() => app.close());
  const get = async (url: string) => {
    const answer = await app.inject({ url, headers: { authorization: `Bearer ${token}` } });
    return { status: answer.statusCode, headers: answer.headers, body: answer.json() };
  };
  t.match(await get('/healthz'), { status: 200, body: { status: 'ok' } });
  t.match(await get('/readyz'), {
    status: 503,
    body: { type: '/problems/not-ready', detail: /^Not ready: \d+ database migrations? (is|are) pending\.$/ },
  });
  t.match(await get('/v1/organizations'), {
    status: 503,
    body: { type: '/problems/not-ready' },
    headers: { 'retry-after': '1', 'cache-control': 'no-store' },
  });

  t.ok((await applyMigrations(database.url)) > 0);
  await until(async () => (await get('/readyz')).status === 200);
  const list = await get('/v1/organizations');
  t.match(list, { status: 200, body: { items: [{ name: 'default' }] } }, 'the first start has been done too');

  t.equal(await applyMigrations(database.url), 0, 'applied once');
  await database.query('delete from drizzle.__drizzle_migrations');
  t.equal((await get('/readyz')).status, 503, 'a database that falls behind is noticed');
  t.match(await get('/v1/organizations'), { status: 200 }, 'and is used as long as it can be');
});

t.test('several processes migrate at once: each migration is applied once', async (t) => {
  const other = await createTestDatabase();
  t.teardown(() => other.drop());
  const counts = await Promise.all([1, 2, 3].map(() => applyMigrations(other.url)));
  t.equal(counts.filter((count) => count > 0).length, 1);
  t.match(await other.query('select revision::int as revision, epoch from change_counter'), [
    { revision: 0, epoch: /^[0-9A-Za-z]{16}$/ },
  ]);
});

t.test('a service that is stopping says so', async (t) => {
  const fresh = await createTestDatabase();
  t.teardown(() => fresh.drop());
  await applyMigrations(fresh.url);
  const app = await buildApp({ ...config, DATABASE_URL: fresh.url });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  t.equal((await fetch(`${address}/readyz`)).status, 200);
  const closing = app.close();
  const answer = await app.inject({ url: '/readyz' });
  t.match(answer.json(), { status: 503, detail: 'Not ready: the service is stopping.' });
  await closing;
});
