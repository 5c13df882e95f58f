import t from 'tap';
import { introspect, makeManagementKey, makeTenant, textOf } from '../fixtures/keys.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';

const km = await startKeyManagement(t);
const tenant = await makeTenant(km, 'Acme');
const path = `/v1/organizations/${tenant.organizationId}/management-keys`;
const servicePath = '/v1/service-keys';

t.test('a management key is created, used, edited, rotated and revoked', async (t) => {
  const created = await km.request({
    method: 'POST',
    path,
    token: tenant.ownerToken,
    body: { name: 'Deploy', permissions: ['apikeys:view', 'apikeys:create'], expiresIn: 'one-year', tags: ['ci'] },
  });
  t.equal(created.status, 201);
  const { token, ...resource } = created.body;
  t.match(resource, {
    kind: 'mgmt',
    name: 'Deploy',
    organizationId: tenant.organizationId,
    workspaceId: null,
    permissions: ['apikeys:view', 'apikeys:create'],
    operator: false,
    tags: ['ci'],
    status: 'active',
  });
  t.match(token, /^kw_mgmt_/);
  const id = textOf(created, 'id');
  t.same((await km.request({ path: `${path}/${id}` })).body, resource);
  t.match((await km.request({ path, token: tenant.ownerToken })).items, [{ id }, { name: /^key-/ }]);

  const keys = `/v1/workspaces/${tenant.workspaceId}/api-keys`;
  t.equal((await km.request({ path: keys, token: textOf(created, 'token') })).status, 200);
  const edited = await km.request({ method: 'PATCH', path: `${path}/${id}`, body: { role: 'viewer' } });
  t.same(edited.status, 200);
  t.equal((await km.request({ method: 'POST', path: keys, body: {}, token: textOf(created, 'token') })).status, 403);
  await km.request({ method: 'PATCH', path: `${path}/${id}`, body: { enabled: false } });
  t.equal((await km.request({ path: keys, token: textOf(created, 'token') })).status, 401, 'suspended: at once');
  await km.request({ method: 'PATCH', path: `${path}/${id}`, body: { enabled: true } });

  const rotated = await km.request({ method: 'POST', path: `${path}/${id}/rotate`, body: {} });
  t.match(rotated.body, { kind: 'mgmt', replaces: id, operator: false });
  for (const live of [textOf(created, 'token'), textOf(rotated, 'token')]) {
    t.equal((await km.request({ path: keys, token: live })).status, 200, 'both work during the overlap');
  }
  await km.request({ method: 'DELETE', path: `${path}/${id}` });
  t.equal((await km.request({ path: keys, token: textOf(created, 'token') })).status, 401, 'revoked: at once');
  t.match((await introspect(km, textOf(rotated, 'token'))).body, { active: false }, 'it is nothing to a gateway');
});

t.test('a role stands for its permissions, and is not given together with some', async (t) => {
  const viewer = await makeManagementKey(km, tenant.organizationId, { role: 'viewer' });
  const { body } = await km.request({ path: `${path}/${viewer.id}` });
  t.ok(Array.isArray(body.permissions) && body.permissions.includes('apikeys:view'));
  for (const [wrong, pointer] of [
    [{ role: 'viewer', permissions: ['apikeys:view'] }, '/role'],
    [{ role: 'king' }, '/role'],
    [{}, '/permissions'],
    [{ permissions: ['flows:execute'] }, '/permissions/0'],
    [{ permissions: ['*'] }, '/permissions/0'],
    [{ role: 'viewer', flows: ['a'] }, '/flows'],
    [{ role: 'viewer', limits: {} }, '/limits'],
    [{ role: 'viewer', workspaceId: km.workspaceId }, '/workspaceId'],
    [{ role: 'viewer', workspaceId: 'nonsense' }, '/workspaceId'],
    [{ operator: true, workspaceId: tenant.workspaceId }, '/workspaceId'],
  ] as const) {
    const answer = await km.request({ method: 'POST', path, body: wrong });
    t.match(answer.body, { status: 400, errors: [{ pointer }] }, JSON.stringify(wrong));
  }
});

t.test('a key for one workspace is valid there and nowhere else', async (t) => {
  const second = await km.request({
    method: 'POST',
    path: `/v1/organizations/${tenant.organizationId}/workspaces`,
    body: { name: 'Staging' },
  });
  const { token } = await makeManagementKey(km, tenant.organizationId, {
    role: 'owner',
    workspaceId: tenant.workspaceId,
    name: 'Narrow',
  });
  const statusOf = async (target: string) => (await km.request({ path: target, token })).status;
  t.equal(await statusOf(`/v1/workspaces/${tenant.workspaceId}/api-keys`), 200);
  t.equal(await statusOf(`/v1/workspaces/${textOf(second, 'id')}/api-keys`), 404);
  t.equal(await statusOf(`/v1/workspaces/${km.workspaceId}/api-keys`), 404);
  t.equal(await statusOf(`/v1/organizations/${tenant.organizationId}/api-keys`), 403);
  t.equal(await statusOf(path), 403, 'it manages no members of the organization');
  const sameName = await km.request({ method: 'POST', path, body: { role: 'viewer', name: 'narrow' } });
  t.equal(sameName.body.type, '/problems/key-name-taken', 'names are one space for the whole organization');
});

t.test('the last operator can neither be revoked nor suspended nor deleted with its organization', async (t) => {
  const operators = `/v1/organizations/${km.organizationId}/management-keys`;
  const { items } = await km.request({ path: operators });
  const first = items.find(({ operator }) => operator === true);
  const target = `${operators}/${String(first?.id)}`;
  const refusals = [
    await km.request({ method: 'DELETE', path: target }),
    await km.request({ method: 'PATCH', path: target, body: { enabled: false } }),
    await km.request({ method: 'DELETE', path: `/v1/organizations/${km.organizationId}` }),
  ];
  for (const { status, body } of refusals) t.same([status, body.type], [409, '/problems/last-operator']);
  t.match((await km.request({ path: target })).body, { status: 'active', enabled: true });

  const second = await makeManagementKey(km, km.organizationId, { operator: true, name: 'Second operator' });
  t.equal((await km.request({ path: operators, token: second.token })).status, 200);
  const rotated = await km.request({ method: 'POST', path: `${target}/rotate`, body: { overlap: 'PT1H' } });
  t.match(rotated.body, { operator: true });
  t.equal((await km.request({ method: 'DELETE', path: target })).status, 200, 'one of several may go');
  t.equal((await km.request({ path: '/v1/me' })).status, 401);
  t.match((await km.request({ path: '/v1/me', token: second.token })).body, { operator: true });

  const serviceKeys = { path: servicePath, token: second.token } as const;
  const created = await km.request({ ...serviceKeys, method: 'POST', body: { name: 'Gateway 2' } });
  t.match(created.body, { kind: 'svc', organizationId: null, workspaceId: null, permissions: [], name: 'Gateway 2' });
  const id = textOf(created, 'id');
  t.match((await km.request(serviceKeys)).items, [{ id }, { name: 'Gateway' }]);
  t.equal((await introspect(km, 'x', textOf(created, 'token'))).status, 200);
  const one = { ...serviceKeys, path: `${servicePath}/${id}` };
  t.equal((await km.request({ ...one, method: 'PATCH', body: { tags: ['eu'], expiresAt: null } })).status, 200);
  t.equal((await km.request({ ...one, method: 'PATCH', body: { permissions: ['apikeys:view'] } })).status, 400);
  const successor = await km.request({ ...one, path: `${one.path}/rotate`, method: 'POST', body: {} });
  t.equal((await introspect(km, 'x', textOf(successor, 'token'))).status, 200);
  t.equal((await km.request({ ...one, method: 'DELETE' })).status, 200);
  t.equal((await introspect(km, 'x', textOf(created, 'token'))).status, 401);
});

t.test('service keys are for operators, and may do nothing but what gateways do', async (t) => {
  for (const [method, target] of [
    ['GET', servicePath],
    ['POST', servicePath],
    ['GET', `${servicePath}/0123456789abcdef`],
    ['PATCH', `${servicePath}/0123456789abcdef`],
    ['DELETE', `${servicePath}/0123456789abcdef`],
    ['POST', `${servicePath}/0123456789abcdef/rotate`],
  ] as const) {
    const body = method === 'POST' || method === 'PATCH' ? { body: { name: 'x' } } : {};
    t.equal((await km.request({ method, path: target, token: tenant.ownerToken, ...body })).status, 403, target);
  }
  for (const target of [path, servicePath, `/v1/workspaces/${tenant.workspaceId}/api-keys`]) {
    t.equal((await km.request({ path: target, token: km.serviceToken })).status, 403, target);
  }
});
