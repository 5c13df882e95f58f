import t from 'tap';
import { makeManagementKey, makeTenant, revisionOf, textOf } from '../fixtures/keys.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';

const km = await startKeyManagement(t);
const acme = await makeTenant(km, 'Acme');
const workspace = `/v1/workspaces/${acme.workspaceId}`;
const list = `${workspace}/credentials`;
const as = (token: string) => ({
  get: (path: string) => km.request({ path, token }),
  post: (path: string, body: object) => km.request({ method: 'POST', path, body, token }),
  patch: (path: string, body: object) => km.request({ method: 'PATCH', path, body, token }),
  delete: (path: string) => km.request({ method: 'DELETE', path, token }),
});
const owner = as(acme.ownerToken);
const developer = async (name: string) => {
  const key = await makeManagementKey(km, acme.organizationId, { role: 'developer', name });
  return { ...key, ...as(key.token) };
};
const VALUE = 'sk-proj-0123456789abcdefWXYZ';
let count = 0;
const store = async (caller: ReturnType<typeof as>, body: object = {}) => {
  const answer = await caller.post(list, { name: `Stored ${++count}`, service: 'openai', value: VALUE, ...body });
  return `${list}/${textOf(answer, 'id')}`;
};
const makeUpstream = (caller: ReturnType<typeof as>, name: string, more: object = {}) =>
  caller.post(`${workspace}/upstreams`, { name, kind: 'llm', baseUrl: 'https://api.openai.com/v1', ...more });
const idOf = (path: string) => path.slice(-16);

t.test('a credential is stored, read, listed, edited and deleted, and no answer has its value', async (t) => {
  const before = await revisionOf(km);
  const created = await owner.post(list, { name: 'OpenAI', service: 'openai', value: VALUE });
  t.equal(created.status, 201);
  const path = `${list}/${textOf(created, 'id')}`;
  t.match(created.headers, { etag: '"1"', location: path, 'cache-control': 'no-store' });
  const { createdAt: _created, updatedAt: _updated, valueUpdatedAt, owner: holder, createdBy, ...rest } = created.body;
  t.same(rest, {
    id: idOf(path),
    organizationId: acme.organizationId,
    workspaceId: acme.workspaceId,
    name: 'OpenAI',
    service: 'openai',
    location: 'bearer',
    keyName: null,
    valueHint: '…WXYZ',
    visibility: 'personal',
    sharedWith: null,
    kid: 'test',
    lastUsedAt: null,
    readable: true,
    usedBy: [],
  });
  t.match(holder, { type: 'management-key', id: createdBy });
  t.same((await owner.get(path)).body, created.body);
  t.same((await owner.get(list)).items, [created.body]);

  const renamed = await owner.patch(path, { name: 'OpenAI of Acme' });
  t.match(renamed, { status: 200, headers: { etag: '"2"' }, body: { name: 'OpenAI of Acme', enforcement: Object } });
  t.equal(renamed.body.valueUpdatedAt, valueUpdatedAt, 'the value is the same');
  const late = { method: 'PATCH', path, body: { name: 'x' }, headers: { 'if-match': '"1"' } } as const;
  t.equal((await km.request({ ...late, token: acme.ownerToken })).status, 412);
  const rotated = await owner.patch(path, { value: 'short-one' });
  t.match(rotated.body, { valueHint: null, name: 'OpenAI of Acme' }, 'of a short value nothing is shown');
  t.ok(String(rotated.body.valueUpdatedAt) > String(valueUpdatedAt));

  t.match(await owner.delete(path), { status: 200, body: { deletedAt: String, enforcement: Object } });
  t.equal((await owner.get(path)).status, 404);
  t.equal(await revisionOf(km), before + 4, 'each of the four was a change for gateways');
  const trail = await km.request({ path: `/v1/organizations/${acme.organizationId}/audit-events?limit=20` });
  const actions = trail.items.map(({ action }) => action).filter((action) => String(action).startsWith('credential'));
  t.same(actions, ['credential.deleted', 'credential.updated', 'credential.updated', 'credential.created']);
  for (const text of [created.text, renamed.text, rotated.text, trail.text]) {
    t.notMatch(text, VALUE);
    t.notMatch(text, 'short-one');
  }
});

t.test('the catalogue says where the key of a service goes, and a credential follows it', async (t) => {
  const all = await owner.get('/v1/credential-services');
  t.ok(all.items.length >= 20);
  for (const { service, location, keyName, name, keyUrl, baseUrl, valuePattern } of all.items) {
    t.match({ service, name, keyUrl }, { service: /^[a-z0-9-]+$/, name: String, keyUrl: /^https:\/\// });
    t.equal(location === 'bearer', keyName === null, `${String(service)} names its header or parameter`);
    if (baseUrl !== null) t.match(baseUrl, /^https:\/\/[^/]/);
    if (typeof valuePattern === 'string') t.doesNotThrow(() => new RegExp(valuePattern));
    const stored = await owner.post(list, { name: `Of ${String(service)}`, service, value: VALUE });
    t.match(stored, { status: 201, body: { location, keyName, service } }, String(service));
  }
  t.same((await owner.get(`${list}?service=stripe`)).items.length, 1);
  t.equal((await owner.get(`${list}?service=nobody`)).status, 400);
  const { body } = await owner.get('/v1/credential-services?limit=3');
  const next = await owner.get(`/v1/credential-services?limit=3&cursor=${String(body.nextCursor)}`);
  t.same(next.items, all.items.slice(3, 6), 'a page at a time as every list');
  const nobody = await makeManagementKey(km, acme.organizationId, { permissions: ['flows:view'] });
  t.equal((await as(nobody.token).get('/v1/credential-services')).status, 403);
});

t.test('an edit that names another service or place takes the rest from the catalogue', async (t) => {
  const path = await store(owner);
  t.match((await owner.patch(path, { service: 'anthropic' })).body, { location: 'header', keyName: 'x-api-key' });
  t.match((await owner.patch(path, { name: 'Renamed by hand' })).body, { location: 'header', keyName: 'x-api-key' });
  t.match((await owner.patch(path, { service: 'custom' })).body, { location: 'header', keyName: 'x-api-key' });
  t.match((await owner.patch(path, { location: 'bearer' })).body, { location: 'bearer', keyName: null });
  t.match(await owner.patch(path, { location: 'query' }), { status: 400, body: { errors: [{ pointer: '/keyName' }] } });
  t.match((await owner.patch(path, { location: 'query', keyName: 'key' })).body, { location: 'query', keyName: 'key' });
});

t.test('names are unique where they could be mixed up, and tell of nothing else', async (t) => {
  const [one, two] = [await developer('One'), await developer('Two')];
  const body = { name: 'The same', service: 'openai', value: VALUE };
  t.equal((await one.post(list, body)).status, 201);
  t.match(await one.post(list, { ...body, name: 'THE SAME' }), { status: 409, body: { type: '/problems/name-taken' } });
  t.equal((await two.post(list, body)).status, 201, 'nobody learns what is personal to another');
  t.equal((await owner.post(list, { ...body, visibility: 'shared' })).status, 201);
  t.equal((await owner.post(list, { ...body, visibility: 'shared' })).status, 409);
});

t.test('a personal credential is there for its owner alone', async (t) => {
  const [mine, other] = [await developer('Mine'), await developer('Other')];
  const path = await store(mine, { service: 'github' });
  for (const caller of [other, owner, as(km.operatorToken)]) {
    t.equal((await caller.get(path)).status, 404);
    t.equal((await caller.patch(path, { name: 'Taken' })).status, 404);
    t.notMatch((await caller.get(`${list}?limit=200`)).text, idOf(path));
    const attach = await makeUpstream(caller, 'stolen', { credentialId: idOf(path) });
    t.match(attach, { status: 404, body: { errors: [{ pointer: '/credentialId' }] } });
  }
  t.equal((await other.delete(path)).status, 404);
  t.equal((await makeUpstream(mine, 'of-mine', { credentialId: idOf(path) })).status, 201);
  t.match((await mine.get(path)).body, { usedBy: [{ type: 'upstream', name: 'of-mine' }] });
  t.equal((await owner.delete(path)).status, 409, 'whoever manages the members ends it, and is told what that means');
  t.equal((await owner.delete(`${path}?force=true`)).status, 200);
});

t.test('what was personal to a key is personal to its successor', async (t) => {
  const mine = await developer('To be rotated');
  const path = await store(mine);
  const keys = `/v1/organizations/${acme.organizationId}/management-keys`;
  const once = await km.request({ method: 'POST', path: `${keys}/${mine.id}/rotate`, body: { overlap: 'PT0S' } });
  const again = await km.request({ method: 'POST', path: `${keys}/${textOf(once, 'id')}/rotate`, body: {} });
  t.equal((await mine.get(path)).status, 401);
  const heir = as(textOf(again, 'token'));
  t.equal((await heir.get(path)).status, 200);
  t.equal((await heir.patch(path, { value: 'sk-another' })).status, 200);
  t.equal((await (await developer('No heir')).get(path)).status, 404);
});

t.test('sharing takes its permission, and names members and management keys of the organization', async (t) => {
  const [one, two] = [await developer('Sharing one'), await developer('Sharing two')];
  const refused = await one.post(list, { name: 'S', service: 'openai', value: VALUE, visibility: 'shared' });
  t.match(refused, { status: 403, body: { type: '/problems/insufficient-scope', scope: 'credentials:share' } });
  const own = await store(one);
  t.equal((await one.patch(own, { visibility: 'shared' })).status, 403);

  const members = `/v1/organizations/${acme.organizationId}/members`;
  const member = textOf(await owner.post(members, { subject: 'ada', role: 'viewer' }), 'id');
  const path = await store(owner, { visibility: 'shared', sharedWith: [one.id, member] });
  t.match((await one.get(path)).body, { visibility: 'shared', sharedWith: [one.id, member] });
  t.equal((await two.get(path)).status, 404);
  t.equal((await makeUpstream(two, 'by-two', { credentialId: idOf(path) })).status, 404);
  const used = await makeUpstream(one, 'by-one', { credentialId: idOf(path) });
  t.match(used, { status: 201, body: { credentialId: idOf(path) } });

  await km.request({ method: 'DELETE', path: `/v1/organizations/${acme.organizationId}/management-keys/${one.id}` });
  t.equal((await owner.patch(path, { sharedWith: [one.id, two.id] })).status, 200, 'who has left may stay in the list');
  t.equal((await two.get(path)).status, 200);
  t.equal((await owner.patch(path, { visibility: 'personal' })).status, 200);
  t.equal((await two.get(path)).status, 404);
  t.match((await owner.get(path)).body, { sharedWith: null, usedBy: [{ name: 'by-one' }] }, 'what is attached stays');
  await owner.patch(path, { visibility: 'shared' });
  t.match((await two.get(path)).body, { sharedWith: null }, 'with the whole workspace');

  const stranger = await makeManagementKey(km, km.organizationId, { role: 'viewer' });
  const bad = await owner.patch(path, { sharedWith: [two.id, stranger.id, 'AAAAAAAAAAAAAAAA', one.id] });
  t.same(
    Array.from(Object(bad.body.errors), ({ pointer }) => pointer),
    ['/sharedWith/1', '/sharedWith/2', '/sharedWith/3'],
  );
  for (const sharedWith of [[], 'x', ['x'], [two.id, two.id]]) {
    t.equal((await owner.patch(path, { sharedWith })).status, 400, JSON.stringify(sharedWith));
  }
  const personal = await owner.patch(path, { visibility: 'personal', sharedWith: [two.id] });
  t.match(personal, { status: 400, body: { errors: [{ pointer: '/sharedWith' }] } });
});

t.test('deletion of what is in use names what would fail; forced, the upstreams go on to name it', async (t) => {
  const path = await store(owner, { visibility: 'shared' });
  const credentialId = idOf(path);
  const llm = textOf(await makeUpstream(owner, 'behind-gateway', { credentialId }), 'id');
  const flowServer = await makeUpstream(owner, 'behind-flow', { credentialId, kind: 'flow-server' });
  const upstreamId = textOf(flowServer, 'id');
  await owner.post(`${workspace}/flows`, { id: 'bot', name: 'Bot', upstreamId });
  await owner.post(`${workspace}/gateways`, { name: 'Chat', models: [{ name: 'fast', upstreamId: llm }] });
  const usedBy = [
    { type: 'upstream', id: upstreamId, name: 'behind-flow' },
    { type: 'upstream', id: llm, name: 'behind-gateway' },
    { type: 'flow', id: 'bot', name: 'Bot' },
    { type: 'gateway', name: 'Chat' },
  ];
  const refused = await owner.delete(path);
  t.match(refused, { status: 409, body: { type: '/problems/credential-in-use', usedBy } });
  t.match((await owner.get(path)).body, { usedBy }, 'as whoever deletes it wants to know before');
  const listed = (await owner.get(`${list}?limit=200`)).items.find(({ id }) => id === credentialId);
  t.match(listed, { usedBy: usedBy.slice(0, 2) });
  t.equal((await owner.delete(`${path}?force=yes`)).status, 400);
  t.equal((await owner.delete(`${path}?force=true`)).status, 200);
  t.match((await owner.get(`${workspace}/upstreams/${llm}`)).body, { credentialId }, 'never in silence to none');
  const edited = await owner.patch(`${workspace}/upstreams/${llm}`, { name: 'mended', credentialId: null });
  t.match(edited, { status: 200, body: { credentialId: null } });
});

t.test('a repeat under the same Idempotency-Key stores one, and another value is another request', async (t) => {
  const headers = { 'idempotency-key': 'store-once' };
  const body = { name: 'Once', service: 'openai', value: VALUE };
  const request = { method: 'POST', path: list, headers, token: acme.ownerToken } as const;
  const first = await km.request({ ...request, body });
  t.same((await km.request({ ...request, body })).body, first.body);
  t.equal((await km.request({ ...request, body: { ...body, value: `${VALUE}!` } })).status, 422);
});

t.test('each right is needed for what it is the right to', async (t) => {
  const path = await store(owner, { visibility: 'shared' });
  const rights = ['view', 'create', 'update', 'delete'] as const;
  for (const right of rights) {
    const { token } = await makeManagementKey(km, acme.organizationId, { permissions: [`credentials:${right}`] });
    const caller = as(token);
    t.equal((await caller.get(path)).status, right === 'view' ? 200 : 403);
    const name = `By ${right}`;
    t.equal((await caller.post(list, { name, service: 'openai', value: 'v' })).status, right === 'create' ? 201 : 403);
    t.equal((await caller.patch(path, { name })).status, right === 'update' ? 200 : 403);
    t.equal((await caller.delete(path)).status, right === 'delete' ? 200 : 403);
  }
});
