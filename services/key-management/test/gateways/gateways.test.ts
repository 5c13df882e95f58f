import t from 'tap';
import { introspect, makeManagementKey, makeTenant, revisionOf, textOf } from '../fixtures/keys.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';

const km = await startKeyManagement(t);
const acme = await makeTenant(km, 'Acme');
const workspace = `/v1/workspaces/${acme.workspaceId}`;
const list = `${workspace}/gateways`;
const call = (method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: object, token = acme.ownerToken) =>
  km.request({ method, path, token, ...(body === undefined ? {} : { body }) });
const read = (path: string) => km.request({ path, token: acme.ownerToken });
const makeUpstream = async (name: string, kind = 'llm', at = workspace) =>
  textOf(
    await km.request({
      method: 'POST',
      path: `${at}/upstreams`,
      body: { name, kind, baseUrl: 'https://llm.example.com/v1' },
    }),
    'id',
  );
const openai = await makeUpstream('openai');
const mistral = await makeUpstream('mistral');
const models = [
  { name: 'fast', upstreamId: openai, upstreamModel: 'gpt-4o-mini' },
  { name: 'mistral-large', upstreamId: mistral },
];
let count = 0;
const makeGateway = async (more: object = {}) => {
  const answer = await call('POST', list, { name: `Gateway ${++count}`, models, ...more });
  return `${list}/${textOf(answer, 'id')}`;
};

t.test('a gateway is created, read, listed, edited and deleted, each a change for gateways', async (t) => {
  const before = await revisionOf(km);
  const created = await call('POST', list, { name: 'Support', models, limits: { tokensPerDay: 1000 } });
  t.equal(created.status, 201);
  const path = `${list}/${textOf(created, 'id')}`;
  t.match(created.headers, { etag: '"1"', location: path });
  const { id: _id, createdAt: _at, updatedAt: _updated, createdBy: _by, ...rest } = created.body;
  t.same(rest, {
    organizationId: acme.organizationId,
    workspaceId: acme.workspaceId,
    name: 'Support',
    models: [models[0], { ...models[1], upstreamModel: null }],
    limits: { tokensPerDay: 1000 },
  });
  t.same((await read(path)).body, created.body);
  t.same((await read(list)).items, [created.body]);

  const reordered = [{ name: 'smart', upstreamId: mistral, upstreamModel: null }, { ...models[0] }];
  const edited = await call('PATCH', path, { models: reordered });
  t.match(edited, { status: 200, headers: { etag: '"2"' }, body: { name: 'Support', enforcement: Object } });
  t.same(edited.body.models, reordered);
  t.match((await call('PATCH', path, { limits: {} })).body, { limits: {}, models: reordered }, 'the rest stays');
  const late = { method: 'PATCH', path, body: { name: 'x' }, headers: { 'if-match': '"1"' } } as const;
  t.equal((await km.request(late)).status, 412);
  t.match(await call('DELETE', path), { status: 200, body: { deletedAt: String, enforcement: Object } });
  t.equal((await read(path)).status, 404);
  t.equal(await revisionOf(km), before + 4);
  const [rows] = await km.database.query('select count(*)::int as models from gateway_models');
  t.same(rows, { models: 0 });
});

t.test('models have names of their own and upstreams that are language models of the workspace', async (t) => {
  const flowServer = await makeUpstream('flows', 'flow-server');
  const foreign = await makeUpstream('openai', 'llm', `/v1/workspaces/${km.workspaceId}`);
  const bad = await call('POST', list, {
    name: 'Bad',
    models: [
      { name: 'one', upstreamId: openai },
      { name: 'one', upstreamId: openai },
      { name: 'two', upstreamId: flowServer },
      { name: 'three', upstreamId: foreign },
      { name: 'four', upstreamId: 'nobody' },
    ],
  });
  t.match(bad, { status: 400, body: { type: '/problems/validation-failed' } });
  t.same(bad.body.errors, [
    { pointer: '/models/1/name', detail: 'must not be the name of another model' },
    { pointer: '/models/2/upstreamId', detail: 'must be an upstream of kind llm' },
    { pointer: '/models/3/upstreamId', detail: 'must be the id of an upstream of the workspace' },
    { pointer: '/models/4/upstreamId', detail: 'must be the id of an upstream of the workspace' },
  ]);
  for (const name of ['', 'with space', 'x'.repeat(201), 'a\nb', 'ü']) {
    const answer = await call('POST', list, { name: 'Bad', models: [{ name, upstreamId: openai }] });
    t.match(answer, { status: 400, body: { errors: [{ pointer: '/models/0/name' }] } }, JSON.stringify(name));
  }
  const many = Array.from({ length: 201 }, (_, index) => ({ name: `m${index}`, upstreamId: openai }));
  t.match(await call('POST', list, { name: 'Many', models: many }), {
    status: 400,
    body: { errors: [{ pointer: '/models' }] },
  });
  t.equal((await call('POST', list, { name: 'Many', models: many.slice(1) })).status, 201);
  t.equal((await call('POST', list, { name: 'None', models: [] })).status, 400);
  t.equal(
    (await call('POST', list, { name: 'openai/gpt', models: [{ name: 'openai/gpt-4.1:free', upstreamId: openai }] }))
      .status,
    201,
  );
});

t.test('names are unique in the workspace; an upstream in use stays', async (t) => {
  const path = await makeGateway({ name: 'Unique' });
  t.match(await call('POST', list, { name: 'UNIQUE', models }), {
    status: 409,
    body: { type: '/problems/name-taken' },
  });
  const only = await makeUpstream('only-here');
  await call('PATCH', path, { models: [{ name: 'm', upstreamId: only }] });
  const refused = await call('DELETE', `${workspace}/upstreams/${only}`);
  t.match(refused, {
    status: 409,
    body: { type: '/problems/upstream-in-use', usedBy: [{ type: 'gateway', id: path.slice(-16), name: 'Unique' }] },
  });
  await call('PATCH', path, { models });
  t.equal((await call('DELETE', `${workspace}/upstreams/${only}`)).status, 200);
});

t.test('a gateway key lives the life of any key, for its gateway', async (t) => {
  const gateway = await makeGateway();
  const keys = `${gateway}/keys`;
  const created = await call('POST', keys, {
    name: 'Chat',
    limits: { tokensPerMinute: 50 },
    allowedIps: ['10.0.0.0/8'],
  });
  t.equal(created.status, 201);
  const token = textOf(created, 'token');
  t.match(token, /^kw_gw_/);
  const id = textOf(created, 'id');
  t.match(created.body, {
    kind: 'gw',
    name: 'Chat',
    gatewayId: gateway.slice(-16),
    workspaceId: acme.workspaceId,
    permissions: [],
    limits: { tokensPerMinute: 50 },
    flows: null,
  });
  t.match(created.headers, { location: `${keys}/${id}` });
  t.match((await introspect(km, token)).body, {
    active: true,
    scope: '',
    client_id: id,
    keyward: {
      kind: 'gw',
      workspaceId: acme.workspaceId,
      gatewayId: gateway.slice(-16),
      limits: { tokensPerMinute: 50 },
      allowedIps: ['10.0.0.0/8'],
    },
  });
  t.match((await read(keys)).items, [{ id, name: 'Chat' }]);
  t.equal((await call('POST', keys, { name: 'chat' })).status, 409);
  t.match(await call('PATCH', `${keys}/${id}`, { limits: {} }), {
    status: 200,
    body: { limits: {}, enforcement: Object },
  });
  for (const member of [{ permissions: ['flows:execute'] }, { flows: ['bot'] }, { gatewayId: 'x' }]) {
    t.equal((await call('POST', keys, member)).status, 400, JSON.stringify(member));
    t.equal((await call('PATCH', `${keys}/${id}`, member)).status, 400);
  }

  const rotated = await call('POST', `${keys}/${id}/rotate`, { overlap: 'PT0S' });
  t.match(rotated, { status: 201, body: { name: 'Chat', gatewayId: gateway.slice(-16), replaces: id } });
  t.same((await introspect(km, token)).body.active, false);
  const heir = textOf(rotated, 'token');
  t.match((await introspect(km, heir)).body, { active: true, keyward: { gatewayId: gateway.slice(-16) } });
  const revoked = await call('DELETE', `${keys}/${textOf(rotated, 'id')}?reason=over`);
  t.match(revoked, { status: 200, body: { revokedAt: String, enforcement: Object } });
  t.match((await introspect(km, heir)).body, { active: false, keyward: { reason: 'revoked' } });
});

t.test('the keys of one gateway are not there for another, nor in any other list of keys', async (t) => {
  const [one, two] = [await makeGateway(), await makeGateway()];
  const id = textOf(await call('POST', `${one}/keys`, { name: 'Of one' }), 'id');
  t.equal((await call('POST', `${two}/keys`, { name: 'Of one' })).status, 201, 'names are unique in one gateway');
  for (const keys of [`${two}/keys`, `${workspace}/api-keys`, `/v1/organizations/${acme.organizationId}/api-keys`]) {
    t.equal((await read(`${keys}/${id}`)).status, 404, keys);
    t.equal((await call('DELETE', `${keys}/${id}`)).status, 404);
    t.notMatch((await read(keys)).text, id);
  }
  const sibling = `/v1/organizations/${acme.organizationId}/workspaces`;
  const other = textOf(await call('POST', sibling, { name: 'Sibling' }), 'id');
  const moved = `${one.replace(acme.workspaceId, other)}/keys`;
  t.equal((await read(moved)).status, 404);
  t.equal((await read(`${moved}/${id}`)).status, 404, "a gateway's id leads nowhere from another workspace");
  t.equal((await call('POST', moved, {})).status, 404);
});

t.test('deleting a gateway ends its keys at once; giving up a token is recorded as what it is', async (t) => {
  const gateway = await makeGateway();
  const tokens = [];
  for (let index = 0; index < 3; index++) tokens.push(textOf(await call('POST', `${gateway}/keys`, {}), 'token'));
  const [given = '', ...rest] = tokens;
  const body = new URLSearchParams({ token: given }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  t.equal((await km.request({ method: 'POST', path: '/oauth2/revoke', token: null, body, headers })).status, 200);
  const trail = await km.request({ path: `/v1/organizations/${acme.organizationId}/audit-events?limit=1` });
  t.match(trail.items, [{ action: 'gateway-key.revoked', target: { type: 'gateway-key' }, actor: { type: 'holder' } }]);

  const before = await revisionOf(km);
  t.equal((await call('DELETE', gateway)).status, 200);
  for (const token of rest)
    t.match((await introspect(km, token)).body, { active: false, keyward: { reason: 'revoked' } });
  t.equal((await read(`${gateway}/keys`)).status, 404);
  const changes = await km.database.query(
    'select entity, entity_id from changes where revision > $1 order by revision',
    [before],
  );
  t.same(changes, [
    { entity: 'gateway', entity_id: gateway.slice(-16) },
    { entity: 'workspace', entity_id: acme.workspaceId },
  ]);
});

t.test('only who may view gateways learns what a gateway key is', async (t) => {
  const gateway = await makeGateway();
  const token = textOf(await call('POST', `${gateway}/keys`, {}), 'token');
  const both = await makeManagementKey(km, acme.organizationId, { permissions: ['apikeys:view', 'gateways:view'] });
  const one = await makeManagementKey(km, acme.organizationId, { permissions: ['apikeys:view'] });
  t.match((await introspect(km, token, both.token)).body, { active: true });
  t.equal((await introspect(km, token, one.token)).text, '{"active":false}');
});
