import { sql } from 'drizzle-orm';
import t, { type Test } from 'tap';
import { openDatabase } from '../../src/database/connect.ts';
import { presentedKeys } from '../../src/keys/presented-keys.ts';
import { importFile } from '../fixtures/import-file.ts';
import { type StartedKeyManagement, startKeyManagement } from '../fixtures/start-key-management.ts';
import { until } from '../fixtures/until.ts';

// Postgres plans the statements of an introspection once for each connection, by what it knows of the table then, and
// keeps the plan until it learns more. Until its autovacuum comes by, that may be a minute.

/** The plan that a connection has settled for to find a key by its id. */
async function settledPlan(t: Test, km: StartedKeyManagement): Promise<() => Promise<string>> {
  const { db, close } = openDatabase({ url: km.databaseUrl, poolSize: 1, onConnectionLost: () => undefined });
  t.teardown(close);
  await km.database.query('alter table keys set (autovacuum_enabled = false)');
  const keys = presentedKeys(db);
  for (let times = 0; times < 10; times++) await keys.byId('api', 'nobody');
  return async () => {
    const { rows } = await db.execute(sql`explain execute presented_key_by_id('api', 'nobody', 1)`);
    return rows.map((row) => String(row['QUERY PLAN'])).join('\n');
  };
}

t.test('a key is found by its id alone, also where nothing is known of the table', async (t) => {
  const km = await startKeyManagement(t);
  await km.database.query(
    `insert into keys (id, kind, organization_id, workspace_id, name, name_key, display, hash, permissions, limits,
       metadata, tags, created_at, created_by, updated_at, origin)
     select left(md5(number::text), 16), 'api', $1, $2, 'key ' || number, 'key ' || number, '…', 'x',
       array['flows:execute'], '{}', '{}', '{}', now(), 'test', now(), 'minted'
     from generate_series(1, 5000) as number`,
    [km.organizationId, km.workspaceId],
  );
  const plan = await settledPlan(t, km);
  t.match(await plan(), /keys_by_id/);
  t.notMatch(await plan(), /keys_by_(creation|name|expiry)|Seq Scan on keys/, 'and not by its kind, which all have');
});

t.test('after a large import the plan for a small table is given up', async (t) => {
  const km = await startKeyManagement(t);
  await km.database.query('analyze keys');
  const plan = await settledPlan(t, km);
  t.match(await plan(), /Seq Scan on keys/, 'the few rows there are, are read one by one');
  const rows = Array.from({ length: 1000 }, (_, number) => ({ name: `key ${number}` }));
  t.match(await importFile(km, km.workspaceId, rows, { mode: 'add-new' }), { status: 200 });
  await until(async () => /keys_by_id/.test(await plan()));
});
