import t from 'tap';
import { introspect, makeApiKey, makeManagementKey, makeTenant, revisionOf, textOf } from '../fixtures/keys.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';

const km = await startKeyManagement(t);
const acme = await makeTenant(km, 'Acme');
const list = `/v1/organizations/${acme.organizationId}/workspaces`;

t.test('a workspace is created, read, renamed and deleted by its owner', async (t) => {
  const token = acme.ownerToken;
  const created = await km.request({ method: 'POST', path: list, body: { name: 'Staging' }, token });
  t.equal(created.status, 201);
  const path = `/v1/workspaces/${textOf(created, 'id')}`;
  t.match(created.headers, { etag: '"1"', location: path });
  t.match(created.body, { name: 'Staging', organizationId: acme.organizationId });
  t.same((await km.request({ path, token })).body, created.body);

  const renamed = await km.request({ method: 'PATCH', path, body: { name: 'Test' }, token });
  t.match(renamed, { status: 200, body: { name: 'Test' }, headers: { etag: '"2"' } });
  const late = await km.request({ method: 'DELETE', path, token, headers: { 'if-match': '"1"' } });
  t.match(late, { status: 412, body: { type: '/problems/precondition-failed' }, headers: { etag: '"2"' } });
  t.equal((await km.request({ method: 'DELETE', path, token })).status, 200);
  t.equal((await km.request({ path, token })).status, 404);
  t.equal((await km.request({ path: list, token })).items.length, 1);
});

t.test('names are unique in an organization, and free in another', async (t) => {
  const other = await makeTenant(km, 'Other');
  const make = (path: string) => km.request({ method: 'POST', path, body: { name: 'PRODUCTION' } });
  t.match(await make(list), { status: 409, body: { type: '/problems/name-taken' } });
  t.equal((await km.request({ path: `/v1/organizations/${other.organizationId}/workspaces` })).items.length, 1);
});

t.test('deleting a workspace ends its keys, also those of automation, and no others', async (t) => {
  const created = await km.request({ method: 'POST', path: list, body: { name: 'Doomed' } });
  const workspaceId = textOf(created, 'id');
  const doomed = await makeApiKey(km, workspaceId);
  const kept = await makeApiKey(km, acme.workspaceId);
  const automation = await makeManagementKey(km, acme.organizationId, { role: 'developer', workspaceId });
  t.equal((await km.request({ path: '/v1/me', token: automation.token })).status, 200);

  const before = await revisionOf(km);
  t.equal((await km.request({ method: 'DELETE', path: `/v1/workspaces/${workspaceId}` })).status, 200);
  t.equal(await revisionOf(km), before + 1, 'one change, however many keys');
  t.match(await introspect(km, doomed.token), { body: { active: false } });
  t.match(await introspect(km, kept.token), { body: { active: true } });
  t.equal((await km.request({ path: '/v1/me', token: automation.token })).status, 401);
});

t.test('a key of one workspace reaches that one only', async (t) => {
  const { organizationId, workspaceId } = acme;
  const { token } = await makeManagementKey(km, organizationId, { role: 'owner', workspaceId });
  t.equal((await km.request({ path: `/v1/workspaces/${workspaceId}`, token })).status, 200);
  const sibling = textOf(await km.request({ method: 'POST', path: list, body: { name: 'Sibling' } }), 'id');
  t.equal((await km.request({ path: `/v1/workspaces/${sibling}`, token })).status, 404);
  const above = await km.request({ method: 'POST', path: list, body: { name: 'Up' }, token });
  t.match(above, { status: 403, body: { type: '/problems/insufficient-scope', scope: 'workspaces:create' } });
});
