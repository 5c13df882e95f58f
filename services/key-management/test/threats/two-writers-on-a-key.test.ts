import t from 'tap';
import { apiKeysPath, introspect, makeApiKey, makeManagementKey, revisionOf, textOf } from '../fixtures/keys.ts';
import { resourceOf } from '../fixtures/resource-of.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';

// The fault: two writers at once on one key or one name. They must come one after the other, with one clear loser, and
// nothing half done.

const km = await startKeyManagement(t);
const path = apiKeysPath(km.workspaceId);
const statuses = (answers: readonly { status: number }[]) => answers.map(({ status }) => status).sort((a, b) => a - b);

/** The same request several times at once. */
const atOnce = (times: number, request: Parameters<typeof km.request>[0]) =>
  Promise.all(Array.from({ length: times }, () => km.request(request)));

t.test('two edits with one ETag: one wins, the other is 412', async (t) => {
  const { id } = await makeApiKey(km, km.workspaceId);
  for (let round = 1; round <= 5; round++) {
    const headers = { 'if-match': `"${round}"` };
    const answers = await Promise.all(
      ['a', 'b', 'c'].map((tag) =>
        km.request({ method: 'PATCH', path: `${path}/${id}`, body: { tags: [`${tag}${round}`] }, headers }),
      ),
    );
    t.same(statuses(answers), [200, 412, 412]);
    const winner = answers.find(({ status }) => status === 200);
    t.same((await km.request({ path: `${path}/${id}` })).body, resourceOf(winner));
  }
});

t.test('two creations of one name: one wins, the other is 409, also where they spell it differently', async (t) => {
  const before = await revisionOf(km);
  const answers = await Promise.all(
    ['Straße', 'STRAßE', 'straße', 'Straße'].map((name) => km.request({ method: 'POST', path, body: { name } })),
  );
  t.same(statuses(answers), [201, 409, 409, 409]);
  t.equal(await revisionOf(km), before + 1, 'the losers left nothing in the feed');
  const { items } = await km.request({ path: `${path}?name=stra` });
  t.equal(items.length, 1);
});

t.test('two rotations of one key: one successor', async (t) => {
  const { id } = await makeApiKey(km, km.workspaceId, { name: 'Raced' });
  const answers = await atOnce(4, { method: 'POST', path: `${path}/${id}/rotate`, body: {} });
  t.same(statuses(answers), [201, 409, 409, 409]);
  const { items } = await km.request({ path: `${path}?name=raced` });
  t.equal(items.length, 2);
  const winner = answers.find(({ status }) => status === 201);
  t.match((await km.request({ path: `${path}/${id}` })).body, { replacedBy: winner?.body.id });
});

t.test('many revocations of one key are one, and all answer the same', async (t) => {
  const { id, token } = await makeApiKey(km, km.workspaceId);
  const answers = await atOnce(5, { method: 'DELETE', path: `${path}/${id}` });
  t.same(statuses(answers), [200, 200, 200, 200, 200]);
  t.equal(new Set(answers.map(({ body }) => body.revokedAt)).size, 1);
  const rows = await km.database.query(
    "select 1 from audit_events where target_id = $1 and action = 'api-key.revoked'",
    [id],
  );
  t.equal(rows.length, 1);
  t.match((await introspect(km, token)).body, { active: false });
});

t.test('an edit, a rotation and a revocation at once leave a key that is one thing', async (t) => {
  for (let round = 0; round < 5; round++) {
    const { id, token } = await makeApiKey(km, km.workspaceId, { name: `Contested ${round}` });
    const [edit, rotation, revocation] = await Promise.all([
      km.request({ method: 'PATCH', path: `${path}/${id}`, body: { enabled: true, tags: ['edited'] } }),
      km.request({ method: 'POST', path: `${path}/${id}/rotate`, body: {} }),
      km.request({ method: 'DELETE', path: `${path}/${id}` }),
    ]);
    t.equal(revocation.status, 200);
    t.ok([200, 409].includes(edit.status) && [201, 409].includes(rotation.status));
    t.match((await introspect(km, token)).body, { active: false }, 'revoked is revoked, whoever came last');
    const { body } = await km.request({ path: `${path}/${id}` });
    t.match(body, { status: 'revoked', replacedBy: rotation.status === 201 ? rotation.body.id : null });
  }
});

t.test('one Idempotency-Key at once: one key, and only one answer has its token', async (t) => {
  const headers = { 'idempotency-key': 'at-once' };
  const answers = await atOnce(4, { method: 'POST', path, body: { name: 'Idempotent' }, headers });
  t.same(statuses(answers), [201, 201, 201, 201]);
  t.equal(new Set(answers.map(({ body }) => body.id)).size, 1);
  t.equal(answers.filter(({ body }) => typeof body.token === 'string').length, 1);
});

t.test('two operators that revoke each other: one remains', async (t) => {
  const operators = `/v1/organizations/${km.organizationId}/management-keys`;
  const second = await makeManagementKey(km, km.organizationId, { operator: true });
  const me = textOf(await km.request({ path: '/v1/me' }), 'id');
  const answers = await Promise.all([
    km.request({ method: 'DELETE', path: `${operators}/${second.id}` }),
    km.request({ method: 'DELETE', path: `${operators}/${me}`, token: second.token }),
  ]);
  t.same(statuses(answers), [200, 409]);
  const rows = await km.database.query('select 1 from keys where operator and revoked_at is null');
  t.equal(rows.length, 1);
});
