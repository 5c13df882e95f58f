import { mintToken } from '@keyward/auth';
import t, { type Test } from 'tap';
import { buildApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { applyMigrations } from '../../src/database/migrations.ts';
import { MASTER_KEYS } from '../fixtures/start-key-management.ts';
import { createTestDatabase, type TestDatabase } from '../fixtures/test-database.ts';

/** Starts the service and tells what it printed and how it answers a token. */
async function start(t: Test, database: TestDatabase, environment: Record<string, string> = {}) {
  const printed: string[] = [];
  const config = readConfig({ DATABASE_URL: database.url, MASTER_KEYS, LOG_LEVEL: 'silent', ...environment });
  const app = await buildApp(config, { print: (text) => printed.push(text) });
  t.teardown(() => app.close());
  const get = async (url: string, token: string) => {
    const answer = await app.inject({ url, headers: { authorization: `Bearer ${token}` } });
    return { status: answer.statusCode, body: answer.json() };
  };
  return { printed, get };
}

async function migrated(t: Test): Promise<TestDatabase> {
  const database = await createTestDatabase();
  t.teardown(() => database.drop());
  await applyMigrations(database.url);
  return database;
}

t.test('without a given key one is minted, printed once, and is the operator', async (t) => {
  const database = await migrated(t);
  const first = await start(t, database);
  t.equal(first.printed.length, 1);
  const token = /kw_mgmt_[0-9A-Za-z]{65}/.exec(first.printed[0] ?? '')?.[0] ?? '';
  const me = await first.get('/v1/me', token);
  t.match(me, { status: 200, body: { kind: 'management-key', operator: true } });
  t.match(await first.get('/v1/organizations', token), { body: { items: [{ name: 'default' }] } });
  t.match(await database.query('select name from workspaces'), [{ name: 'Production' }]);

  const second = await start(t, database);
  t.same(second.printed, [], 'a second start prints nothing');
  const other = mintToken('mgmt').token;
  const third = await start(t, database, { BOOTSTRAP_MANAGEMENT_KEY: other });
  t.equal((await third.get('/v1/me', other)).status, 401, 'and installs nothing');
  t.match(await third.get('/v1/me', token), { status: 200 });
  t.equal((await database.query('select id from keys')).length, 1);
  t.equal((await database.query('select id from organizations')).length, 1);
  const text = JSON.stringify(await database.query('select row_to_json(keys) from keys'));
  t.notMatch(text, token.slice(24, 50), 'the database does not know the secret');
});

t.test('given keys are installed as they are', async (t) => {
  const database = await migrated(t);
  const management = mintToken('mgmt', 'acme').token;
  const service = mintToken('svc', 'kw').token;
  const started = await start(t, database, {
    TOKEN_PREFIX: 'kw,acme',
    BOOTSTRAP_MANAGEMENT_KEY: management,
    BOOTSTRAP_SERVICE_KEY: service,
  });
  t.same(started.printed, []);
  t.match(await started.get('/v1/me', management), { status: 200, body: { operator: true } });
  t.match(await started.get('/v1/me', service), { status: 200, body: { kind: 'service-key', grants: [] } });
  t.match(await database.query('select kind, display from keys order by kind'), [
    { kind: 'mgmt', display: `${management.slice(0, 26)}…` },
    { kind: 'svc', display: `${service.slice(0, 23)}…` },
  ]);
  const actions = await database.query('select action, actor_type from audit_events order by position');
  t.same(actions, [
    { action: 'organization.created', actor_type: 'system' },
    { action: 'workspace.created', actor_type: 'system' },
    { action: 'management-key.created', actor_type: 'system' },
    { action: 'service-key.created', actor_type: 'system' },
  ]);
});

t.test('of two replicas that start at once on an empty database one fills it', async (t) => {
  const database = await migrated(t);
  const replicas = await Promise.all([start(t, database), start(t, database), start(t, database)]);
  t.equal(replicas.flatMap(({ printed }) => printed).length, 1, 'one key is printed');
  t.equal((await database.query('select id from organizations')).length, 1);
  t.equal((await database.query('select id from keys')).length, 1);
});

t.test('a first start that fails half-way leaves nothing, and the next one succeeds', async (t) => {
  const database = await migrated(t);
  await database.query(`
    create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
    create trigger refuse before insert on keys for each row execute function refuse()`);
  await t.rejects(start(t, database));
  t.same(await database.query('select id from organizations'), []);
  await database.query('drop trigger refuse on keys');
  t.equal((await start(t, database)).printed.length, 1);
});
