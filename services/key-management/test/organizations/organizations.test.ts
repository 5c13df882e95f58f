import t from 'tap';
import { introspect, makeApiKey, makeManagementKey, makeTenant, revisionOf, textOf } from '../fixtures/keys.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';

const km = await startKeyManagement(t);

t.test('an operator creates, reads, renames and deletes an organization', async (t) => {
  const created = await km.request({ method: 'POST', path: '/v1/organizations', body: { name: 'Acme' } });
  t.equal(created.status, 201);
  const id = textOf(created, 'id');
  t.match(id, /^[0-9A-Za-z]{16}$/);
  t.same(Object.keys(created.body), ['id', 'name', 'createdAt', 'createdBy', 'updatedAt']);
  t.match(created.headers, { etag: '"1"', location: `/v1/organizations/${id}`, 'cache-control': 'no-store' });
  t.equal(created.body.createdBy, km.operatorToken.slice(8, 24), 'the id of the key that created it');

  const path = `/v1/organizations/${id}`;
  const read = await km.request({ path });
  t.same(read.body, created.body);
  t.equal(read.headers.etag, '"1"');

  const renamed = await km.request({ method: 'PATCH', path, body: { name: 'Acme 2' }, headers: { 'if-match': '"1"' } });
  t.equal(renamed.status, 200);
  t.match(renamed.body, { id, name: 'Acme 2' });
  t.equal(renamed.headers.etag, '"2"');

  const deleted = await km.request({ method: 'DELETE', path, headers: { 'if-match': '"2"' } });
  t.equal(deleted.status, 200);
  t.match(textOf(deleted, 'deletedAt'), /^\d{4}-\d\d-\d\dT.*Z$/);
  for (const method of ['GET', 'DELETE'] as const) {
    t.match(await km.request({ method, path }), { status: 404, body: { type: '/problems/not-found' } });
  }
});

t.test('names are unique among live organizations, whatever their case and composition', async (t) => {
  const make = (name: string) => km.request({ method: 'POST', path: '/v1/organizations', body: { name } });
  const first = await make('Zürich Café');
  t.equal(first.status, 201);
  t.match(await make('ZÜRICH CAFE\u0301'), { status: 409, body: { type: '/problems/name-taken' } });

  const other = await make('Other');
  const path = `/v1/organizations/${textOf(other, 'id')}`;
  t.match(await km.request({ method: 'PATCH', path, body: { name: 'zürich café' } }), { status: 409 });
  t.match(
    await km.request({ method: 'PATCH', path, body: { name: 'OTHER' } }),
    { status: 200 },
    'its own name is free',
  );

  await km.request({ method: 'DELETE', path: `/v1/organizations/${textOf(first, 'id')}` });
  t.equal((await make('zürich café')).status, 201, 'a deleted organization gives its name up');
});

t.test('names that would mislead are refused with the rule', async (t) => {
  for (const name of ['', ' padded', 'padded ', '\u200b', 'a\u202eb', 'line\nbreak', 'x'.repeat(101), 5, null]) {
    const answer = await km.request({ method: 'POST', path: '/v1/organizations', body: { name } });
    t.match(answer, { status: 400, body: { type: '/problems/validation-failed', errors: [{ pointer: '/name' }] } });
  }
  const emoji = await km.request({ method: 'POST', path: '/v1/organizations', body: { name: '👩‍🚀'.repeat(10) } });
  t.equal(emoji.status, 201);
});

t.test('deleting an organization ends every key below it with one change', async (t) => {
  const { organizationId, workspaceId, ownerToken } = await makeTenant(km, 'Doomed');
  const key = await makeApiKey(km, workspaceId);
  t.match(await introspect(km, key.token), { body: { active: true } });

  const before = await revisionOf(km);
  t.equal((await km.request({ method: 'DELETE', path: `/v1/organizations/${organizationId}` })).status, 200);
  t.equal(await revisionOf(km), before + 1);
  const changes = await km.database.query('select entity, entity_id from changes order by revision desc limit 1');
  t.match(changes, [{ entity: 'organization', entity_id: organizationId }]);

  t.match(await introspect(km, key.token), { body: { active: false, keyward: { reason: 'revoked' } } });
  t.match(await km.request({ path: '/v1/me', token: ownerToken }), { status: 401 });
  t.match(await km.request({ path: `/v1/workspaces/${workspaceId}` }), { status: 404 }, 'its workspaces are gone too');
  for (const list of ['workspaces', 'api-keys', 'management-keys']) {
    t.equal((await km.request({ path: `/v1/organizations/${organizationId}/${list}` })).status, 404, list);
  }
});

t.test('the organization that holds the last operator stays', async (t) => {
  const answer = await km.request({ method: 'DELETE', path: `/v1/organizations/${km.organizationId}` });
  t.match(answer, { status: 409, body: { type: '/problems/last-operator' } });
  t.equal((await km.request({ path: `/v1/organizations/${km.organizationId}` })).status, 200, 'nothing was done');
  t.equal((await km.request({ path: `/v1/workspaces/${km.workspaceId}` })).status, 200);
});

t.test('only operators create organizations, and each sees its own', async (t) => {
  const { organizationId, ownerToken: token } = await makeTenant(km, 'Mine');
  const refused = await km.request({ method: 'POST', path: '/v1/organizations', body: { name: 'New' }, token });
  t.match(refused, { status: 403, body: { type: '/problems/insufficient-scope' } });
  const list = await km.request({ path: '/v1/organizations', token });
  t.match(list, { status: 200, items: [{ id: organizationId }] });
  t.equal(list.items.length, 1);
  const blind = await makeManagementKey(km, organizationId, { permissions: ['apikeys:view'] });
  t.match(await km.request({ path: '/v1/organizations', token: blind.token }), { status: 403 });
});

t.test('lists are paged to the end without gaps or repeats', async (t) => {
  for (const name of ['P1', 'P2', 'P3'])
    await km.request({ method: 'POST', path: '/v1/organizations', body: { name } });
  const all = await km.request({ path: '/v1/organizations?limit=200' });
  t.equal(all.body.nextCursor, null);
  const seen: unknown[] = [];
  let path: string | undefined = '/v1/organizations?limit=2';
  while (path !== undefined) {
    const page = await km.request({ path });
    t.ok(page.items.length === 2 || page.body.nextCursor === null);
    seen.push(...page.items.map(({ id }) => id));
    path = page.body.nextCursor === null ? undefined : `/v1/organizations?limit=2&cursor=${textOf(page, 'nextCursor')}`;
  }
  t.same(
    seen,
    all.items.map(({ id }) => id),
  );
});
