import { aUsageBatch } from '@keyward/auth/testing';
import t from 'tap';
import { find } from '../../src/findings/find.ts';
import { runJob } from '../../src/jobs/run-job.ts';
import { apiKeysPath, makeApiKey, makeTenant, type Tenant } from '../fixtures/keys.ts';
import { reportUsage } from '../fixtures/reporting-gateway.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';
import { startReplica } from '../fixtures/start-replica.ts';

const km = await startKeyManagement(t, { METRICS_PORT: '0' });
const HOUR_S = 3600;
const thisHour = Math.floor(Date.now() / 1000 / HOUR_S) * HOUR_S;

/** Looks for findings now, whenever it was done last. */
async function look(): Promise<void> {
  await km.app.services.db.transaction(find.run);
}

async function findings(tenant: Tenant, query = ''): Promise<readonly Readonly<Record<string, unknown>>[]> {
  return (await km.request({ path: `/v1/workspaces/${tenant.workspaceId}/findings${query}` })).items;
}

async function age(keyId: string, days: number): Promise<void> {
  await km.database.query('update keys set created_at = now() - make_interval(days => $2) where id = $1', [
    keyId,
    days,
  ]);
}

t.test('a jump in denials is found, a steady number of them is not', async (t) => {
  const acme = await makeTenant(km, 'Jump');
  const { id: jumping } = await makeApiKey(km, acme.workspaceId, { name: 'jumping' });
  const { id: steady } = await makeApiKey(km, acme.workspaceId, { name: 'steady' });
  const denied = { outcome: 'denied:insufficient-scope' };
  await reportUsage(
    km,
    aUsageBatch({
      counts: [
        { keyId: jumping, ...denied, requests: 30 },
        { keyId: steady, ...denied, requests: 30 },
      ],
    }),
  );
  await km.database.query(
    `insert into usage_hours select id, date_trunc('hour', now()) - make_interval(hours => at), 20, 0, 0, 0, 0, 0, 0
     from usage_series, generate_series(3, 168) as at where key_id = $1`,
    [steady],
  );
  await look();
  const found = await findings(acme);
  t.match(found, [
    { type: 'denials-jump', keyId: jumping, detail: { requests: 30, withinHours: 2, usual: 0 }, resolvedAt: null },
  ]);
  t.equal(found.length, 1);

  await km.request({ method: 'DELETE', path: `${apiKeysPath(acme.workspaceId)}/${jumping}` });
  await look();
  t.equal((await findings(acme)).length, 1, 'a revoked key that goes on being tried is of interest, too');
  await km.database.query(
    `update usage_hours set hour = hour - interval '5 hours'
     where series_id in (select id from usage_series where key_id = $1)`,
    [jumping],
  );
  await look();
  t.same(await findings(acme), []);
  const [resolved] = await findings(acme, '?status=resolved');
  t.match(resolved, { id: found[0]?.id, resolvedAt: String });
});

t.test('a first use from a new network is found once the key is known elsewhere', async (t) => {
  const acme = await makeTenant(km, 'Network');
  const { id: keyId } = await makeApiKey(km, acme.workspaceId);
  const use = (ip: string) => reportUsage(km, aUsageBatch({ keyUses: [{ keyId, at: Date.now(), ip }] }));
  await use('203.0.113.7');
  await use('2001:db8:1:2::3');
  await look();
  t.same(await findings(acme), [], 'the first networks of a key are nothing new');

  await km.database.query("update key_networks set first_used_at = now() - interval '2 days'");
  await use('203.0.113.200');
  await use('2001:db8:1:ffff::1');
  await look();
  t.same(await findings(acme), [], 'nor are neighbours');
  await use('198.51.100.9');
  await use('2001:db8:2::1');
  await look();
  t.same(
    new Set((await findings(acme)).map(({ type, detail }) => `${String(type)} ${String(Object(detail).network)}`)),
    new Set(['new-network 198.51.100.0/24', 'new-network 2001:db8:2::/48']),
  );
});

t.test('a key that is used from everywhere is known everywhere', async (t) => {
  const acme = await makeTenant(km, 'Everywhere');
  const { id: keyId } = await makeApiKey(km, acme.workspaceId);
  for (let network = 0; network < 60; network++) {
    const keyUses = [{ keyId, at: Date.now() + network, ip: `198.18.${network}.1` }];
    await km.app.services.usage.take([aUsageBatch({ keyUses })]);
  }
  const [known] = await km.database.query(
    'select count(*)::int as networks from key_networks join keys on row_id = key_row_id where id = $1',
    [keyId],
  );
  t.ok(Number(known?.networks) <= 50);
});

t.test('rate-limit hits, idle keys, keys never used, and ends that come near', async (t) => {
  const acme = await makeTenant(km, 'Audit');
  const key = async (name: string, days: number, body: object = {}) => {
    const { id } = await makeApiKey(km, acme.workspaceId, { name, ...body });
    await age(id, days);
    return id;
  };
  const limited = await key('limited', 1);
  const idle = await key('idle', 100);
  const never = await key('never', 31);
  const expiring = await key('expiring', 1, { expiresIn: 'P13D' });
  await key('fresh', 1, { expiresIn: 'P15D' });
  await reportUsage(km, aUsageBatch({ counts: [{ keyId: limited, outcome: 'limited', requests: 10 }] }));
  await km.database.query("update keys set last_used_at = now() - interval '91 days' where id = $1", [idle]);
  await look();
  const found = Object.fromEntries((await findings(acme)).map(({ type, keyId }) => [type, keyId]));
  t.match(found, { 'rate-limited': limited, idle, 'never-used': never, 'expiring-soon': expiring });
  t.match(await findings(acme, `?type=idle`), [{ keyId: idle, detail: { lastUsedAt: String } }]);
  t.match(await findings(acme, `?keyId=${never}`), [{ type: 'never-used' }]);
  t.equal((await findings(acme, '?limit=2')).length, 2);

  await reportUsage(km, aUsageBatch({ keyUses: [{ keyId: idle, at: Date.now(), ip: null }] }));
  await look();
  t.same(await findings(acme, '?type=idle'), [], 'it is used again');
});

t.test('permissions that were never used, as a finding and as a filter', async (t) => {
  const acme = await makeTenant(km, 'Permissions');
  const make = async (name: string, permissions: string[]) => {
    const { id } = await makeApiKey(km, acme.workspaceId, { name, permissions });
    await age(id, 40);
    return id;
  };
  const broad = await make('broad', ['flows:execute', 'logs:view']);
  const all = await make('all', ['*']);
  const narrow = await make('narrow', ['flows:execute']);
  const counts = [broad, all, narrow].map((keyId) => ({ keyId }));
  const refused = { keyId: broad, permission: 'logs:view', outcome: 'denied:flow-not-allowed' };
  const keyUses = counts.map(({ keyId }) => ({ keyId, at: Date.now(), ip: null }));
  await reportUsage(km, aUsageBatch({ counts: [...counts, refused], keyUses }));
  await look();
  const found = new Map((await findings(acme)).map(({ keyId, detail }) => [keyId, Object(detail).permissions]));
  t.same(
    found,
    new Map([
      [broad, ['logs:view']],
      [all, ['apis:call', 'deployments:manage', 'logs:view']],
    ]),
  );

  const names = async (query: string) =>
    (await km.request({ path: `${apiKeysPath(acme.workspaceId)}?sort=name&${query}` })).items.map(({ name }) => name);
  t.same(await names('permissionsUnused=true'), ['all', 'broad']);
  t.same(await names('permissionsUnused=false'), ['narrow']);
  await makeApiKey(km, acme.workspaceId, { name: 'new' });
  t.same(await names('neverUsed=true'), ['new']);
  t.same(await names('neverUsed=false'), ['all', 'broad', 'narrow']);
});

t.test('looking again changes nothing; two replicas find each thing once', async (t) => {
  const replica = await startReplica(t, km.databaseUrl);
  const before = await km.database.query('select id from findings order by id');
  await look();
  t.same(await km.database.query('select id from findings order by id'), before);
  const acme = await makeTenant(km, 'Replicas');
  const { id } = await makeApiKey(km, acme.workspaceId, { expiresIn: 'P2D' });
  await km.database.query('delete from jobs');
  await Promise.all([km.app, replica, km.app, replica].map(({ services }) => runJob(services.db, find)));
  t.match(await findings(acme), [{ type: 'expiring-soon', keyId: id }]);
  t.equal((await findings(acme)).length, 1);
});

t.test('another tenant sees none of it; the organization sees all', async (t) => {
  const acme = await makeTenant(km, 'Mine');
  const other = await makeTenant(km, 'Theirs');
  await makeApiKey(km, acme.workspaceId, { expiresIn: 'P2D' });
  const list = `/v1/organizations/${acme.organizationId}/api-keys`;
  await km.request({ method: 'POST', path: list, body: { name: 'wide', expiresIn: 'P2D' } });
  await look();
  t.equal((await findings(acme)).length, 1);
  const wide = await km.request({ path: `/v1/organizations/${acme.organizationId}/findings`, token: acme.ownerToken });
  t.equal(wide.items.length, 2);
  t.same(await findings(other), []);
  const path = `/v1/workspaces/${acme.workspaceId}/findings`;
  t.equal((await km.request({ path, token: other.ownerToken })).status, 404);
});

t.test('an hour of limited requests long ago says nothing now', async (t) => {
  const acme = await makeTenant(km, 'Long ago');
  const { id: keyId } = await makeApiKey(km, acme.workspaceId);
  const hour = thisHour - 30 * HOUR_S;
  await reportUsage(km, aUsageBatch({ counts: [{ keyId, hour, outcome: 'limited', requests: 99 }] }));
  await look();
  t.same(await findings(acme), []);
});
