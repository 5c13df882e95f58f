import { ROLES } from '@keyward/auth';
import t from 'tap';
import { makeManagementKey, makeTenant, textOf } from '../fixtures/keys.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';

// The attack: a principal that may manage members makes itself, or lays hands on, a key that may do more than it may
// itself. Creating, editing, reviving and rotating are all ways to get at one: rotating shows a token.

const km = await startKeyManagement(t);
const tenant = await makeTenant(km, 'Acme');
const path = `/v1/organizations/${tenant.organizationId}/management-keys`;
const LIMITED = ['members:manage', 'apikeys:view', 'apikeys:create'];
const limited = await makeManagementKey(km, tenant.organizationId, { permissions: LIMITED });
const strong = await makeManagementKey(km, tenant.organizationId, { role: 'owner', name: 'Strong' });
const operator = await makeManagementKey(km, tenant.organizationId, { operator: true, name: 'Operator of Acme' });

const as = (token: string) => (method: 'POST' | 'PATCH' | 'DELETE', target: string, body?: object) =>
  km.request({ method, path: target, token, ...(body === undefined ? {} : { body }) });
const byLimited = as(limited.token);
const byOwner = as(tenant.ownerToken);
const ESCALATION = { status: 403, body: { type: '/problems/privilege-escalation' } };

t.test('nobody creates a key that may do more than they may', async (t) => {
  const refused = await byLimited('POST', path, { permissions: ['apikeys:view', 'apikeys:delete', 'audit:view'] });
  t.match(refused, ESCALATION);
  t.match(refused.body, { permissions: ['apikeys:delete', 'audit:view'] }, 'it names what is missing');
  for (const role of ['owner', 'admin', 'developer', 'viewer']) {
    t.match(await byLimited('POST', path, { role }), ESCALATION, role);
  }
  t.match(
    await byLimited('POST', path, { role: 'owner', workspaceId: tenant.workspaceId }),
    ESCALATION,
    'nor narrower',
  );
  t.match(await byLimited('POST', path, { operator: true }), ESCALATION);
  t.match(await byOwner('POST', path, { operator: true, permissions: ['apikeys:view'] }), ESCALATION);
  t.equal((await byLimited('POST', path, { permissions: LIMITED })).status, 201, 'as much as they may is fine');
  t.equal((await byOwner('POST', path, { permissions: [...ROLES.owner] })).status, 201);
});

t.test('nobody edits a key up to more than they may, nor revives one that may more', async (t) => {
  const own = `${path}/${limited.id}`;
  t.match(await byLimited('PATCH', own, { permissions: [...LIMITED, 'apikeys:delete'] }), ESCALATION);
  t.match(await byLimited('PATCH', own, { role: 'owner' }), ESCALATION);
  t.equal((await byLimited('PATCH', own, { operator: true })).status, 400, 'there is no such member');
  t.equal((await byLimited('PATCH', own, { workspaceId: null })).status, 400);

  const other = `${path}/${strong.id}`;
  await byOwner('PATCH', other, { enabled: false });
  t.match(await byLimited('PATCH', other, { enabled: true }), ESCALATION);
  t.match(await byLimited('PATCH', other, { expiresAt: null }), ESCALATION);
  t.equal((await byOwner('PATCH', other, { enabled: true })).status, 200);
  t.equal((await byLimited('PATCH', own, { name: 'Renamed by itself' })).status, 200);
});

t.test('nobody rotates a key that may do more than they may', async (t) => {
  for (const { id } of [strong, operator]) {
    const refused = await byLimited('POST', `${path}/${id}/rotate`, {});
    t.match(refused, ESCALATION);
    t.notOk('token' in refused.body);
  }
  t.match((await km.request({ path: `${path}/${strong.id}` })).body, { replacedBy: null, name: 'Strong' });
  t.equal((await byOwner('POST', `${path}/${strong.id}/rotate`, {})).status, 201);
});

t.test("an operator's key is out of reach for an owner of its organization", async (t) => {
  const target = `${path}/${operator.id}`;
  t.match(await byOwner('POST', `${target}/rotate`, {}), ESCALATION);
  t.match(await byOwner('PATCH', target, { permissions: ['apikeys:view'] }), ESCALATION);
  t.match(await byOwner('PATCH', target, { enabled: false }), ESCALATION);
  t.match(await byOwner('DELETE', target), ESCALATION);
  t.match((await km.request({ path: '/v1/me', token: operator.token })).body, { operator: true });
});

t.test('a key for one workspace makes no key for the organization, nor for another workspace', async (t) => {
  const narrow = await makeManagementKey(km, tenant.organizationId, { role: 'owner', workspaceId: tenant.workspaceId });
  for (const body of [{ role: 'viewer' }, { role: 'viewer', workspaceId: tenant.workspaceId }]) {
    t.equal((await as(narrow.token)('POST', path, body)).status, 403, JSON.stringify(body));
  }
});

t.test('what a key may do counts as it is now, not as it was when its token was checked first', async (t) => {
  const maker = await makeManagementKey(km, tenant.organizationId, { role: 'owner' });
  t.equal((await as(maker.token)('POST', path, { role: 'owner' })).status, 201);
  await byOwner('PATCH', `${path}/${maker.id}`, { permissions: LIMITED });
  t.match(await as(maker.token)('POST', path, { role: 'owner' }), ESCALATION);
  const made = await as(maker.token)('POST', path, { permissions: ['apikeys:view'] });
  t.match((await km.request({ path: `${path}/${textOf(made, 'id')}` })).body, { permissions: ['apikeys:view'] });
});
