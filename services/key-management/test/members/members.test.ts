import { ROLES } from '@keyward/auth';
import t from 'tap';
import { makeManagementKey, makeTenant, textOf } from '../fixtures/keys.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';

const km = await startKeyManagement(t);
const acme = await makeTenant(km, 'Acme');
const other = await makeTenant(km, 'Other');
const list = `/v1/organizations/${acme.organizationId}/members`;
const add = (body: object, token = acme.ownerToken) => km.request({ method: 'POST', path: list, body, token });
const invalid = (pointer: string) => ({ status: 400, body: { errors: [{ pointer }] } });

t.test('a person or a group is added, listed and removed', async (t) => {
  const person = await add({ subject: 'ada', displayName: 'Ada', email: 'ada@example.com', role: 'developer' });
  t.equal(person.status, 201);
  t.match(person.body, {
    organizationId: acme.organizationId,
    workspaceId: null,
    subject: 'ada',
    group: null,
    displayName: 'Ada',
    email: 'ada@example.com',
    role: 'developer',
    permissions: [...ROLES.developer],
  });
  const path = `${list}/${textOf(person, 'id')}`;
  t.match(person.headers, { etag: '"1"', location: path });
  const body = { group: 'ops', permissions: ['apikeys:view'], workspaceId: acme.workspaceId };
  const group = await add(body);
  t.match(group, { status: 201, body: { ...body, subject: null, role: null } });
  t.same((await km.request({ path: list, token: acme.ownerToken })).items, [person.body, group.body]);

  const stale = { method: 'DELETE', path, token: acme.ownerToken, headers: { 'if-match': '"2"' } } as const;
  t.equal((await km.request(stale)).status, 412);
  const removed = await km.request({ method: 'DELETE', path, token: acme.ownerToken });
  t.match(removed, { status: 200, body: { deletedAt: String } });
  t.equal((await km.request({ method: 'DELETE', path, token: acme.ownerToken })).status, 404);
  t.same((await km.request({ path: list, token: acme.ownerToken })).items, [group.body]);
  const trail = await km.request({ path: `/v1/organizations/${acme.organizationId}/audit-events?limit=3` });
  t.match(trail.items, [
    { action: 'member.deleted', target: { name: 'Ada' }, before: { subject: 'ada' } },
    { action: 'member.created', target: { name: 'ops' }, workspaceId: acme.workspaceId },
    { action: 'member.created' },
  ]);
});

t.test('it is a subject or a group, with permissions or a role', async (t) => {
  t.match(await add({ role: 'viewer' }), invalid('/subject'));
  t.match(await add({ subject: 'a', group: 'b', role: 'viewer' }), invalid('/group'));
  t.match(await add({ subject: 'a' }), invalid('/permissions'));
  t.match(await add({ subject: 'a', role: 'viewer', permissions: ['apikeys:view'] }), invalid('/role'));
  t.match(await add({ subject: 'a', role: 'emperor' }), invalid('/role'));
  t.match(await add({ subject: '', role: 'viewer' }), invalid('/subject'));
  t.match(await add({ subject: 'a\nb', role: 'viewer' }), invalid('/subject'));
  t.match(await add({ subject: 'a', role: 'viewer', email: 'nobody' }), invalid('/email'));
  for (const workspaceId of [other.workspaceId, 'nobody']) {
    t.match(await add({ subject: 'a', role: 'viewer', workspaceId }), invalid('/workspaceId'));
  }
});

t.test('each is a member of one place once', async (t) => {
  const body = { subject: 'grace', role: 'viewer' };
  t.equal((await add(body)).status, 201);
  t.match(await add({ ...body, role: 'admin' }), { status: 409, body: { type: '/problems/member-exists' } });
  const narrow = { ...body, workspaceId: acme.workspaceId };
  t.equal((await add(narrow)).status, 201, 'other permissions in a workspace');
  t.equal((await add(narrow)).status, 409);
  t.equal((await add({ subject: 'Grace', role: 'viewer' })).status, 201, 'subjects are compared as they are');
  t.equal((await add({ group: 'grace', role: 'viewer' })).status, 201, 'a group is no person');
  const theirs = `/v1/organizations/${other.organizationId}/members`;
  t.equal((await km.request({ method: 'POST', path: theirs, body, token: other.ownerToken })).status, 201);
});

t.test('nobody makes a member that may do more than they may', async (t) => {
  const permissions = ['members:manage', 'apikeys:view'];
  const { token } = await makeManagementKey(km, acme.organizationId, { permissions });
  const refused = await add({ subject: 'mallory', role: 'owner' }, token);
  t.match(refused, { status: 403, body: { type: '/problems/privilege-escalation' } });
  t.equal(
    (await add({ subject: 'mallory', permissions: ['apikeys:delete'], workspaceId: acme.workspaceId }, token)).status,
    403,
  );
  t.equal((await add({ subject: 'trent', permissions }, token)).status, 201);
  const viewer = await makeManagementKey(km, acme.organizationId, { permissions: ['apikeys:view'] });
  t.equal((await add({ subject: 'eve', permissions: ['apikeys:view'] }, viewer.token)).status, 403);
});
