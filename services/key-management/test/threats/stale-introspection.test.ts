import t from 'tap';
import { apiKeysPath, introspect, makeApiKey, makeTenant, postForm, revisionOf, textOf } from '../fixtures/keys.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';

// The fault: a right was taken away, and an answer that was sampled before, or one that dates itself wrongly, lets the
// key through all the same. So each change shows in the very next answer, and moves the feed past every older one.

const km = await startKeyManagement(t);
const path = apiKeysPath(km.workspaceId);
const patch = (id: string, body: object) => km.request({ method: 'PATCH', path: `${path}/${id}`, body });

t.test('every change of a key is in the next answer, under a later revision', async (t) => {
  const changes: [string, (key: { id: string; token: string }) => Promise<unknown>, object][] = [
    ['suspended', ({ id }) => patch(id, { enabled: false }), { active: false, keyward: { reason: 'revoked' } }],
    ['permissions narrowed', ({ id }) => patch(id, { permissions: ['logs:view'] }), { scope: 'logs:view' }],
    ['flows narrowed', ({ id }) => patch(id, { flows: ['only'] }), { keyward: { flows: ['only'] } }],
    ['addresses narrowed', ({ id }) => patch(id, { allowedIps: ['::1'] }), { keyward: { allowedIps: ['::1'] } }],
    [
      'limits set',
      ({ id }) => patch(id, { limits: { requestsPerDay: 1 } }),
      { keyward: { limits: { requestsPerDay: 1 } } },
    ],
    ['an end set', ({ id }) => patch(id, { expiresAt: '2030-01-01T00:00:00Z' }), { exp: 1_893_456_000 }],
    ['revoked', ({ id }) => km.request({ method: 'DELETE', path: `${path}/${id}` }), { active: false }],
    ['given up', ({ token }) => postForm(km, '/oauth2/revoke', `token=${token}`, null), { active: false }],
    [
      'rotated without overlap',
      ({ id }) => km.request({ method: 'POST', path: `${path}/${id}/rotate`, body: { overlap: 'PT0S' } }),
      { active: false },
    ],
  ];
  for (const [what, change, expected] of changes) {
    const key = await makeApiKey(km, km.workspaceId);
    const before = await introspect(km, key.token);
    t.match(before.body, { active: true });
    const older = Object(before.body.keyward).revision;
    await change(key);
    const { body } = await introspect(km, key.token);
    t.match(body, expected, what);
    t.ok(Object(body.keyward).revision > older, `${what}: the feed has moved`);
    const rows = await km.database.query('select 1 from changes where revision > $1 and entity_id = $2', [
      older,
      key.id,
    ]);
    t.equal(rows.length, 1, `${what}: once, and it names the key`);
  }
});

t.test('what was unknown works as soon as it is created, and comes back when it is enabled', async (t) => {
  const older = await revisionOf(km);
  const { id, token } = await makeApiKey(km, km.workspaceId);
  t.match((await introspect(km, token)).body, { active: true, keyward: { revision: older + 1 } });
  await patch(id, { enabled: false });
  await patch(id, { enabled: true });
  t.match((await introspect(km, token)).body, { active: true, keyward: { revision: older + 3 } });
});

t.test('a deleted workspace ends its keys in one change', async (t) => {
  const tenant = await makeTenant(km, 'Deleted');
  const keys = await Promise.all([1, 2, 3].map(() => makeApiKey(km, tenant.workspaceId)));
  const older = await revisionOf(km);
  await km.request({ method: 'DELETE', path: `/v1/workspaces/${tenant.workspaceId}` });
  for (const { token } of keys) {
    t.match((await introspect(km, token)).body, { active: false, keyward: { reason: 'revoked', revision: older + 1 } });
  }
  const created = await km.request({ method: 'POST', path: apiKeysPath(tenant.workspaceId), body: {} });
  t.equal(created.status, 404, 'no key is created in it any more');
});

t.test('an answer never has the new revision and the old key, or the other way round', async (t) => {
  const { id, token } = await makeApiKey(km, km.workspaceId, { tags: [] });
  const first = await revisionOf(km);
  let changing = true;
  const writer = (async () => {
    for (let step = 1; step <= 40; step++) await patch(id, { limits: { requestsPerDay: step } });
    changing = false;
  })();
  let answers = 0;
  while (changing) {
    const { body } = await introspect(km, token);
    const { revision, limits } = Object(body.keyward);
    const step = limits.requestsPerDay ?? 0;
    if (revision !== first + step) t.equal(revision, first + step, 'the revision is that of the snapshot');
    answers += 1;
  }
  await writer;
  t.ok(answers > 3, `${answers} answers while it changed`);
  t.match((await introspect(km, token)).body, { keyward: { revision: first + 40, limits: { requestsPerDay: 40 } } });
  t.equal(textOf(await km.request({ path: `${path}/${id}` }), 'status'), 'active');
});
