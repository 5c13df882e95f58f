import t from 'tap';
import { freeName, retiringNames } from '../../src/keys/retiring-name.ts';
import { nameKey } from '../../src/names/name.ts';
import { apiKeysPath, introspect, makeApiKey, revisionOf, textOf } from '../fixtures/keys.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';

const km = await startKeyManagement(t);
const path = apiKeysPath(km.workspaceId);
const HOUR_MS = 3_600_000;

const rotate = (id: string, body: object = {}, headers: Record<string, string> = {}) =>
  km.request({ method: 'POST', path: `${path}/${id}/rotate`, body, headers });
const read = async (id: string) => (await km.request({ path: `${path}/${id}` })).body;

t.test('a rotation mints a successor with the same rights, while the old key works on', async (t) => {
  const settings = {
    permissions: ['logs:view', 'apis:call'],
    flows: ['a', 'b'],
    allowedIps: ['192.0.2.0/24'],
    limits: { requestsPerDay: 5 },
    metadata: { owner: 'x' },
    tags: ['one'],
    expiresAt: new Date(Date.now() + 100 * 24 * HOUR_MS).toISOString(),
  };
  const old = await makeApiKey(km, km.workspaceId, { name: 'Rotated', ...settings });
  const started = Date.now();
  const rotated = await rotate(old.id);
  t.equal(rotated.status, 201);
  const id = textOf(rotated, 'id');
  t.match(rotated.body, { name: 'Rotated', ...settings, replaces: old.id, replacedBy: null, status: 'active' });
  t.equal(rotated.headers.location, `${path}/${id}`);
  t.equal(rotated.headers.etag, '"1"');
  t.not(id, old.id);

  const retiring = await read(old.id);
  t.match(retiring, { name: 'Rotated (retiring)', status: 'expiring', replacedBy: id, replaces: null });
  const end = Date.parse(String(retiring.expiresAt));
  t.ok(end >= started + 24 * HOUR_MS && end <= Date.now() + 24 * HOUR_MS, 'the overlap is 24 hours by default');

  t.match((await introspect(km, old.token)).body, { active: true, exp: Math.floor(end / 1000) });
  t.match((await introspect(km, textOf(rotated, 'token'))).body, { active: true, scope: 'logs:view apis:call' });
  const again = await rotate(old.id);
  t.same([again.status, again.body.type], [409, '/problems/key-retiring']);
});

t.test('no overlap ends the old key at once', async (t) => {
  const old = await makeApiKey(km, km.workspaceId, { name: 'At once' });
  const rotated = await rotate(old.id, { overlap: 'PT0S' });
  t.match(rotated.body, { name: 'At once', replaces: old.id });
  t.match(await read(old.id), { name: 'At once', status: 'revoked', replacedBy: rotated.body.id });
  t.match((await introspect(km, old.token)).body, { active: false, keyward: { reason: 'revoked' } });
  t.equal((await rotate(old.id)).body.type, '/problems/key-revoked');
});

t.test('a key that would end within the overlap keeps its own end', async (t) => {
  const expiresAt = new Date(Date.now() + HOUR_MS).toISOString();
  const old = await makeApiKey(km, km.workspaceId, { expiresAt });
  const rotated = await rotate(old.id, { overlap: 'P1D' });
  t.equal((await read(old.id)).expiresAt, expiresAt);
  t.equal(rotated.body.expiresAt, expiresAt);
});

t.test('a suspended key has a suspended successor, an expired one has none', async (t) => {
  const old = await makeApiKey(km, km.workspaceId, { expiresIn: 'P1D' });
  await km.request({ method: 'PATCH', path: `${path}/${old.id}`, body: { enabled: false } });
  const rotated = await rotate(old.id);
  t.match(rotated.body, { enabled: false, status: 'disabled' });
  t.match((await introspect(km, textOf(rotated, 'token'))).body, { active: false });
  const id = textOf(rotated, 'id');
  await km.database.query("update keys set expires_at = now() - interval '1 second' where id = $1", [id]);
  const refused = await rotate(id);
  t.same([refused.status, refused.body.type], [409, '/problems/key-expired']);
});

t.test('rotating twice within the overlap finds another name for each retiring key', async (t) => {
  const first = await makeApiKey(km, km.workspaceId, { name: 'Often' });
  const second = textOf(await rotate(first.id), 'id');
  const third = textOf(await rotate(second), 'id');
  const names = await Promise.all([first.id, second, third].map(read));
  t.same(
    names.map(({ name }) => name),
    ['Often (retiring)', 'Often (retiring 2)', 'Often'],
  );
});

t.test('the name of a retiring key fits the length of names, and no character is cut in two', async (t) => {
  const name = `${'x'.repeat(88)}👩${'y'.repeat(11)}`;
  const old = await makeApiKey(km, km.workspaceId, { name });
  t.equal((await rotate(old.id)).status, 201);
  t.equal((await read(old.id)).name, `${'x'.repeat(88)}👩 (retiring)`);

  const [first = '', second = ''] = retiringNames(`${'x'.repeat(88)} ${'y'.repeat(11)}`);
  t.equal(first, `${'x'.repeat(88)} (retiring)`, 'no two spaces');
  t.equal(Array.from(second).length, 100);
  t.equal(freeName([first, second], new Set([nameKey(first.toUpperCase())])), second);
  t.equal(freeName([first], new Set([nameKey(first)])), undefined);
});

t.test('an overlap that is too long, or is none, is refused and changes nothing', async (t) => {
  const { id } = await makeApiKey(km, km.workspaceId, { name: 'Steady' });
  const before = await revisionOf(km);
  for (const overlap of ['P91D', 'P3M2D', 'PT999999999H', '24h', '', 86_400]) {
    const refused = await rotate(id, { overlap });
    t.match(refused.body, { status: 400, errors: [{ pointer: '/overlap' }] }, String(overlap));
  }
  t.equal((await rotate(id, { overlap: 'PT1H', name: 'x' })).status, 400, 'nothing else is set by a rotation');
  t.equal((await rotate(id, {}, { 'if-match': '"2"' })).status, 412);
  t.match(await read(id), { name: 'Steady', replacedBy: null });
  t.equal(await revisionOf(km), before);
  t.equal((await rotate(id, { overlap: 'P90D' }, { 'if-match': '"1"' })).status, 201);
});

t.test('a repeated rotation under one Idempotency-Key rotates once and shows its token once', async (t) => {
  const { id } = await makeApiKey(km, km.workspaceId, { name: 'Repeated' });
  const headers = { 'idempotency-key': 'rotate-once' };
  const first = await rotate(id, { overlap: 'PT1H' }, headers);
  const second = await rotate(id, { overlap: 'PT1H' }, headers);
  const { enforcement } = second.body;
  t.match(enforcement, { gateways: 0 }, 'a repeat waits for the gateways too');
  t.same(second.body, { ...first.body, token: null, enforcement });
  const { items } = await km.request({ path: `${path}?name=repeated` });
  t.equal(items.length, 2);
});

t.test('both keys of a rotation are in the feed and in the audit trail', async (t) => {
  const { id } = await makeApiKey(km, km.workspaceId, { name: 'Recorded' });
  const before = await revisionOf(km);
  const successor = textOf(await rotate(id), 'id');
  const changes = await km.database.query('select entity_id from changes where revision > $1 order by revision', [
    before,
  ]);
  t.same(changes, [{ entity_id: id }, { entity_id: successor }]);
  const audit = await km.request({ path: `/v1/organizations/${km.organizationId}/audit-events?limit=2` });
  t.match(audit.items, [
    { action: 'api-key.created', target: { id: successor, name: 'Recorded' } },
    { action: 'api-key.rotated', target: { id }, before: { name: 'Recorded' }, after: { name: 'Recorded (retiring)' } },
  ]);
});
