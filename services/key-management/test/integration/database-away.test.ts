import { mintToken } from '@keyward/auth';
import t from 'tap';
import { buildApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { applyMigrations } from '../../src/database/migrations.ts';
import { DatabaseUnreachable } from '../../src/database/wait-for-database.ts';
import { startDatabaseRelay } from '../fixtures/database-relay.ts';
import { MASTER_KEYS, startKeyManagement } from '../fixtures/start-key-management.ts';
import { createTestDatabase } from '../fixtures/test-database.ts';
import { until } from '../fixtures/until.ts';

const database = await createTestDatabase();
t.teardown(() => database.drop());
await applyMigrations(database.url);

const token = mintToken('mgmt').token;
const environment = { MASTER_KEYS, BOOTSTRAP_MANAGEMENT_KEY: token, DATABASE_POOL_SIZE: '3', LOG_LEVEL: 'silent' };

t.test('a database that goes away in mid-life: 503 meanwhile, and all heals by itself', async (t) => {
  const relay = await startDatabaseRelay(database.url);
  t.teardown(() => relay.close());
  const app = await buildApp(readConfig({ ...environment, DATABASE_URL: relay.url }));
  t.teardown(() => app.close());
  const get = async (path: string) => {
    const answer = await app.inject({ url: path, headers: { authorization: `Bearer ${token}` } });
    return { status: answer.statusCode, headers: answer.headers, body: answer.json() };
  };
  const write = (name: string) =>
    app.inject({
      method: 'POST',
      url: '/v1/organizations',
      headers: { authorization: `Bearer ${token}` },
      payload: { name },
    });
  t.match(await get('/v1/organizations'), { status: 200 });
  t.match(await get('/readyz'), { status: 200 });

  for (let round = 0; round < 2; round++) {
    relay.cut();
    t.match(await get('/v1/organizations'), {
      status: 503,
      body: { type: '/problems/database-unavailable' },
      headers: { 'retry-after': '1', 'content-type': /^application\/problem\+json/ },
    });
    t.equal((await write(`Away ${round}`)).statusCode, 503);
    t.match(await get('/readyz'), { status: 503, body: { detail: 'Not ready: the database is out of reach.' } });
    t.match(await get('/healthz'), { status: 200 }, 'the process itself is well');

    relay.restore();
    await until(async () => (await get('/readyz')).status === 200);
    t.match(await get('/v1/organizations'), { status: 200 });
    t.equal((await write(`Back ${round}`)).statusCode, 201);
  }
});

t.test('a database that ends connections in the middle of transactions', async (t) => {
  const km = await startKeyManagement(t, { DATABASE_POOL_SIZE: '3' });
  await km.database.query(`
    create function linger() returns trigger language plpgsql as $$ begin perform pg_sleep(5); return new; end $$;
    create trigger linger before insert on workspaces for each row execute function linger()`);
  const path = `/v1/organizations/${km.organizationId}/workspaces`;
  // More than the pool has connections, so that some wait for one.
  const writes = Array.from({ length: 5 }, (_, index) =>
    km.request({ method: 'POST', path, body: { name: `Cut ${index}` } }),
  );
  const end = 'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()';
  const busy = "select pid from pg_stat_activity where datname = $1 and wait_event = 'PgSleep'";
  await until(async () => (await km.database.query(busy, [km.database.name])).length === 3);
  await km.database.query(end, [km.database.name]);
  await until(async () => (await km.database.query(busy, [km.database.name])).length > 0);
  await km.database.query(end, [km.database.name]);
  for (const answer of await Promise.all(writes)) {
    t.match(answer, { status: 503, body: { type: '/problems/database-unavailable' } });
  }
  await km.database.query('drop trigger linger on workspaces');
  t.same(await km.database.query("select name from workspaces where name like 'Cut %'"), [], 'nothing half done');
  // Every connection of the pool was lost twice over; as many as ever are there again.
  const after = await Promise.all(
    Array.from({ length: 6 }, (_, index) => km.request({ method: 'POST', path, body: { name: `Well ${index}` } })),
  );
  t.ok(after.every(({ status }) => status === 201));
});

t.test('a start waits for a database that is not there yet', async (t) => {
  const relay = await startDatabaseRelay(database.url);
  t.teardown(() => relay.close());
  relay.cut();
  setTimeout(() => relay.restore(), 1500);
  const app = await buildApp(readConfig({ ...environment, DATABASE_URL: relay.url, DATABASE_WAIT: 'PT10S' }));
  t.teardown(() => app.close());
  t.equal((await app.inject({ url: '/readyz' })).statusCode, 200);
});

t.test('a start gives up after the time it was given', async (t) => {
  const relay = await startDatabaseRelay(database.url);
  t.teardown(() => relay.close());
  relay.cut();
  const config = readConfig({ ...environment, DATABASE_URL: relay.url, DATABASE_WAIT: 'PT1S' });
  await t.rejects(buildApp(config), DatabaseUnreachable);
});
