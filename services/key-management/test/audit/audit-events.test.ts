import t from 'tap';
import { makeApiKey, makeTenant, textOf } from '../fixtures/keys.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';

const km = await startKeyManagement(t);
const acme = await makeTenant(km, 'Acme');
const trail = `/v1/organizations/${acme.organizationId}/audit-events`;

t.test('an event says who did what to what, when, from where, and what it was before', async (t) => {
  const token = acme.ownerToken;
  const path = `/v1/workspaces/${acme.workspaceId}`;
  const headers = { 'user-agent': `test ${'x'.repeat(600)}` };
  const answer = await km.request({ method: 'PATCH', path, body: { name: 'Live' }, token, headers });
  const { items } = await km.request({ path: `${trail}?limit=1`, token });
  const me = await km.request({ path: '/v1/me', token });
  t.match(items, [
    {
      organizationId: acme.organizationId,
      workspaceId: acme.workspaceId,
      actor: { type: 'management-key', id: me.body.id, name: me.body.name },
      action: 'workspace.updated',
      target: { type: 'workspace', id: acme.workspaceId, name: 'Live' },
      before: { name: 'Production' },
      after: { name: 'Live' },
      requestId: answer.headers['x-request-id'],
      ip: '127.0.0.1',
    },
  ]);
  t.equal(String(items[0]?.userAgent).length, 512);
  t.match(items[0]?.at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});

t.test('the trail is filtered, and its cursors belong to the filter', async (t) => {
  const upstreams = `/v1/workspaces/${acme.workspaceId}/upstreams`;
  const ids: string[] = [];
  for (const name of ['a', 'b', 'c']) {
    const body = { name, kind: 'api', baseUrl: 'https://api.example.com' };
    ids.push(textOf(await km.request({ method: 'POST', path: upstreams, body, token: acme.ownerToken }), 'id'));
  }
  const first = await km.request({ path: `${trail}?action=upstream.created&limit=2` });
  t.same(
    first.items.map(({ target }) => target),
    [
      { type: 'upstream', id: ids[2], name: 'c' },
      { type: 'upstream', id: ids[1], name: 'b' },
    ],
    'newest first',
  );
  const cursor = textOf(first, 'nextCursor');
  const second = await km.request({ path: `${trail}?action=upstream.created&limit=2&cursor=${cursor}` });
  t.match(second.items, [{ target: { id: ids[0] } }]);
  t.equal(second.body.nextCursor, null);
  const carried = await km.request({ path: `${trail}?action=flow.created&cursor=${cursor}` });
  t.match(carried, { status: 400, body: { type: '/problems/invalid-cursor' } });

  const count = async (query: string) => (await km.request({ path: `${trail}?${query}` })).items.length;
  t.equal(await count(`targetId=${ids[0]}`), 1);
  t.equal(await count('targetType=upstream'), 3);
  t.equal(await count(`workspaceId=${acme.workspaceId}&targetType=upstream`), 3);
  t.equal(await count('workspaceId=AAAAAAAAAAAAAAAA'), 0);
  t.ok((await count(`actorId=${acme.ownerToken.slice(8, 24)}`)) >= 3);
  t.equal(await count('to=2020-01-01T00:00:00Z'), 0);
  t.ok((await count('from=2020-01-01T00:00:00%2B02:00')) >= 3);
  t.match(await km.request({ path: `${trail}?from=yesterday` }), {
    status: 400,
    body: { errors: [{ pointer: '/from' }] },
  });
});

t.test('a trail shows its own organization only', async (t) => {
  const other = await makeTenant(km, 'Other');
  const { items } = await km.request({ path: `/v1/organizations/${other.organizationId}/audit-events` });
  t.ok(items.length > 0);
  t.ok(items.every(({ organizationId }) => organizationId === other.organizationId));
  const foreign = await km.request({ path: trail, token: other.ownerToken });
  t.equal(foreign.status, 404);
});

t.test('no event holds a token or a hash', async (t) => {
  const key = await makeApiKey(km, acme.workspaceId, { name: 'canary' });
  const path = `/v1/workspaces/${acme.workspaceId}/api-keys/${key.id}`;
  await km.request({ method: 'PATCH', path, body: { name: 'canary 2' } });
  await km.request({ method: 'DELETE', path });
  const rows = await km.database.query('select row_to_json(audit_events)::text as text from audit_events');
  t.ok(rows.length > 3);
  for (const secret of [key.token.slice(24), '$argon2', km.operatorToken.slice(24), km.serviceToken.slice(24)]) {
    t.equal(rows.filter(({ text }) => String(text).includes(secret)).length, 0);
  }
});

t.test('what was done on the installation is in the trail of who did it', async (t) => {
  const created = await km.request({ method: 'POST', path: '/v1/service-keys', body: { name: 'second gateway' } });
  const home = `/v1/organizations/${km.organizationId}/audit-events`;
  const { items } = await km.request({ path: `${home}?targetId=${textOf(created, 'id')}` });
  t.match(items, [{ action: 'service-key.created', organizationId: km.organizationId, workspaceId: null }]);
});

t.test('the trail of a deleted organization stays readable to operators', async (t) => {
  const doomed = await makeTenant(km, 'Doomed');
  const path = `/v1/organizations/${doomed.organizationId}`;
  await km.request({ method: 'DELETE', path });
  const { status, items } = await km.request({ path: `${path}/audit-events?limit=1` });
  t.equal(status, 200);
  t.match(items, [{ action: 'organization.deleted', target: { name: 'Doomed' }, before: { name: 'Doomed' } }]);
  t.equal((await km.request({ path: `${path}/audit-events`, token: acme.ownerToken })).status, 404);
  t.equal((await km.request({ path: `${path}/workspaces` })).status, 404);
});

t.test('what a record holds is shown whole', async (t) => {
  const body = {
    name: 'deep',
    metadata: { team: 'a', nested: { list: [1, { x: null }] } },
    limits: { requestsPerDay: 5 },
  };
  await km.request({ method: 'POST', path: `/v1/workspaces/${acme.workspaceId}/api-keys`, body });
  const { items } = await km.request({ path: `${trail}?action=api-key.created&limit=1` });
  t.match(items, [{ after: body }]);
});
