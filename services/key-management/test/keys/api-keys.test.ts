import t from 'tap';
import { apiKeysPath, introspect, makeApiKey, textOf } from '../fixtures/keys.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';

const km = await startKeyManagement(t);
const path = apiKeysPath(km.workspaceId);

t.test('the life of a key, over sockets', async (t) => {
  const address = await km.listen();
  const call = async (method: string, target: string, body?: unknown, headers: Record<string, string> = {}) => {
    const init = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(`${address}${target}`, {
      method,
      headers: {
        authorization: `Bearer ${km.operatorToken}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...init,
    });
    return { status: answer.status, headers: answer.headers, body: JSON.parse(await answer.text()) };
  };

  const created = await call('POST', path, {
    name: 'Production web app',
    permissions: ['flows:execute', 'logs:view'],
    flows: ['support-bot'],
    allowedIps: ['203.0.113.0/24', '2001:db8::1'],
    limits: { requestsPerMinute: 600 },
    metadata: { team: 'checkout', nested: { deep: [1, null, true] } },
    tags: ['web', 'Zürich'],
    expiresIn: 'three-months',
  });
  t.equal(created.status, 201);
  const { token, ...resource } = created.body;
  const { id } = resource;
  t.match(token, new RegExp(`^kw_api_${id}[0-9A-Za-z]{49}$`));
  t.equal(Object.keys(resource).sort().join(' '), RESOURCE_MEMBERS, 'the members of the contract, and no others');
  t.match(resource, {
    kind: 'api',
    name: 'Production web app',
    display: `kw_api_${id}…`,
    organizationId: km.organizationId,
    workspaceId: km.workspaceId,
    permissions: ['flows:execute', 'logs:view'],
    flows: ['support-bot'],
    allowedIps: ['203.0.113.0/24', '2001:db8::1'],
    limits: { requestsPerMinute: 600 },
    metadata: { team: 'checkout', nested: { deep: [1, null, true] } },
    tags: ['web', 'Zürich'],
    enabled: true,
    status: 'active',
    lastUsedAt: null,
    revokedAt: null,
    replaces: null,
    replacedBy: null,
    origin: 'minted',
    externalId: null,
  });
  t.equal(created.headers.get('cache-control'), 'no-store');
  t.equal(created.headers.get('location'), `${path}/${id}`);
  t.equal(created.headers.get('etag'), '"1"');

  const read = await call('GET', `${path}/${id}`);
  t.same(read.body, resource, 'reading it shows the same, without the token');
  t.equal(read.headers.get('etag'), '"1"');

  const edited = await call('PATCH', `${path}/${id}`, { name: 'Web', flows: null, expiresAt: null, limits: {} });
  t.equal(edited.status, 200);
  t.match(edited.body, { name: 'Web', flows: null, expiresAt: null, limits: {}, allowedIps: resource.allowedIps });
  t.equal(edited.headers.get('etag'), '"2"');
  t.ok(edited.body.updatedAt >= resource.updatedAt);

  const stale = await call('PATCH', `${path}/${id}`, { name: 'Lost' }, { 'if-match': '"1"' });
  t.equal(stale.status, 412);
  t.equal(stale.body.type, '/problems/precondition-failed');
  t.equal((await call('PATCH', `${path}/${id}`, { tags: [] }, { 'if-match': '"2"' })).status, 200);

  t.match((await call('PATCH', `${path}/${id}`, { enabled: false })).body, { enabled: false, status: 'disabled' });
  t.match((await introspect(km, token)).body, { active: false });
  t.match((await call('PATCH', `${path}/${id}`, { enabled: true })).body, { enabled: true, status: 'active' });
  t.match((await introspect(km, token)).body, { active: true });

  t.equal((await call('DELETE', `${path}/${id}`, undefined, { 'if-match': '"1"' })).status, 412);
  const revoked = await call('DELETE', `${path}/${id}?reason=leaked%20in%20a%20log`);
  t.equal(revoked.status, 200);
  t.same(Object.keys(revoked.body).sort(), ['enforcement', 'revokedAt']);
  const again = await call('DELETE', `${path}/${id}?reason=another`, undefined, { 'if-match': '"1"' });
  t.same([again.status, again.body.revokedAt], [200, revoked.body.revokedAt], 'revoking twice answers the same');

  t.match((await call('GET', `${path}/${id}`)).body, { status: 'revoked', revokedAt: revoked.body.revokedAt });
  const late = await call('PATCH', `${path}/${id}`, { name: 'Back' });
  t.same([late.status, late.body.type], [409, '/problems/key-revoked']);

  const audit = await call('GET', `/v1/organizations/${km.organizationId}/audit-events?targetId=${id}`);
  const events: { action: string; before: unknown; after: Record<string, unknown> | null }[] = audit.body.items;
  t.same(
    events.map(({ action }) => action),
    ['api-key.revoked', ...Array.from({ length: 4 }, () => 'api-key.updated'), 'api-key.created'],
    'every change is in the audit trail, the refused ones are not',
  );
  t.equal(events[0]?.after?.revokeReason, 'leaked in a log');
  t.match(events.at(-2), { before: { name: 'Production web app' }, after: { name: 'Web' } });
});

const RESOURCE_MEMBERS =
  'allowedIps createdAt createdBy display enabled expiresAt externalId flows id kind lastUsedAt lastUsedIp limits metadata name organizationId origin permissions replacedBy replaces revokedAt status tags updatedAt workspaceId';

t.test('a key is created from nothing but an empty object', async (t) => {
  const created = await km.request({ method: 'POST', path, body: {} });
  t.match(created.body, {
    name: `key-${textOf(created, 'id')}`,
    permissions: ['flows:execute'],
    flows: null,
    allowedIps: null,
    limits: {},
    metadata: {},
    tags: [],
    expiresAt: null,
  });
});

t.test('an organization-wide key stands in its own list, and a name is free in another list', async (t) => {
  const wide = `/v1/organizations/${km.organizationId}/api-keys`;
  await makeApiKey(km, km.workspaceId, { name: 'Everywhere' });
  const created = await km.request({ method: 'POST', path: wide, body: { name: 'Everywhere' } });
  t.equal(created.status, 201);
  t.match(created.body, { kind: 'api', organizationId: km.organizationId, workspaceId: null });
  const id = textOf(created, 'id');
  t.equal((await km.request({ path: `${wide}/${id}` })).status, 200);
  t.equal((await km.request({ path: `${path}/${id}` })).status, 404, 'it is not a key of the workspace');
  const { items } = await km.request({ path: wide });
  t.same(
    items.map((item) => item.id),
    [id],
  );
});

t.test('a repeated create under one Idempotency-Key makes one key and shows its token once', async (t) => {
  const headers = { 'idempotency-key': 'create-once' };
  const request = { method: 'POST', path, body: { name: 'Once' }, headers } as const;
  const first = await km.request(request);
  const second = await km.request(request);
  t.equal(second.status, 201);
  t.type(first.body.token, 'string');
  t.same(second.body, { ...first.body, token: null });
  t.equal(second.headers.location, first.headers.location);
  const other = await km.request({ ...request, body: { name: 'Twice' } });
  t.same([other.status, other.body.type], [422, '/problems/idempotency-key-reused']);
});

t.test('a name is held by live keys, whatever its case and composition', async (t) => {
  const first = await makeApiKey(km, km.workspaceId, { name: 'ÉCOLE Größe' });
  for (const name of ['école größe', 'e\u0301cole GRÖßE']) {
    const { status, body } = await km.request({ method: 'POST', path, body: { name } });
    t.same([status, body.type], [409, '/problems/key-name-taken'], name);
  }
  const other = await makeApiKey(km, km.workspaceId, { name: 'Another' });
  const renamed = await km.request({ method: 'PATCH', path: `${path}/${other.id}`, body: { name: 'École größe' } });
  t.equal(renamed.status, 409);
  const own = await km.request({ method: 'PATCH', path: `${path}/${first.id}`, body: { name: 'école größe' } });
  t.equal(own.status, 200, 'a key may change the case of its own name');
  await km.request({ method: 'DELETE', path: `${path}/${first.id}` });
  t.equal((await km.request({ method: 'POST', path, body: { name: 'École größe' } })).status, 201, 'revoked: free');
});

t.test('an expired key still holds its name, and can be given more time', async (t) => {
  const { id, token } = await makeApiKey(km, km.workspaceId, { name: 'Short', expiresIn: 'P1D' });
  await km.database.query("update keys set expires_at = now() - interval '1 second' where id = $1", [id]);
  t.equal((await km.request({ method: 'POST', path, body: { name: 'short' } })).status, 409);
  t.match((await introspect(km, token)).body, { active: false, keyward: { reason: 'expired' } });
  t.match((await km.request({ path: `${path}/${id}` })).body, { status: 'expired' });
  const longer = { expiresAt: new Date(Date.now() + 60_000).toISOString() };
  t.match((await km.request({ method: 'PATCH', path: `${path}/${id}`, body: longer })).body, { status: 'expiring' });
  t.match((await introspect(km, token)).body, { active: true });
});

t.test('who may only create keys may rename one, and no more', async (t) => {
  const creator = await km.request({
    method: 'POST',
    path: `/v1/organizations/${km.organizationId}/management-keys`,
    body: { permissions: ['apikeys:create'] },
  });
  const token = textOf(creator, 'token');
  const { id } = await makeApiKey(km, km.workspaceId);
  const edit = (body: object) => km.request({ method: 'PATCH', path: `${path}/${id}`, body, token });
  t.equal((await edit({ name: 'Renamed by its creator' })).status, 200);
  const refused = await edit({ name: 'More', enabled: false });
  t.same([refused.status, refused.body.type], [403, '/problems/insufficient-scope']);
  t.match(refused.headers['www-authenticate'], /scope="apikeys:update"/);
  for (const [method, target] of [
    ['GET', path],
    ['GET', `${path}/${id}`],
    ['DELETE', `${path}/${id}`],
    ['POST', `${path}/${id}/rotate`],
  ] as const) {
    const body = method === 'POST' ? { body: {} } : {};
    t.equal((await km.request({ method, path: target, token, ...body })).status, 403, `${method} ${target}`);
  }
});
