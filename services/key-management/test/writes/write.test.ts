import t from 'tap';
import { apiKeysPath, makeManagementKey, revisionOf, textOf } from '../fixtures/keys.ts';
import { type ApiRequest, startKeyManagement } from '../fixtures/start-key-management.ts';

const km = await startKeyManagement(t);
const workspaces = `/v1/organizations/${km.organizationId}/workspaces`;

const create = (name: string, key: string, more: Partial<ApiRequest> = {}) =>
  km.request({ method: 'POST', path: workspaces, body: { name }, headers: { 'idempotency-key': key }, ...more });
const named = async (name: string) => km.database.query('select id from workspaces where name = $1', [name]);

t.test('a repeat under the same Idempotency-Key is answered as the first time and changes nothing', async (t) => {
  const first = await create('Once', 'key-1');
  t.equal(first.status, 201);
  const again = await create('Once', 'key-1');
  t.same([again.status, again.text], [first.status, first.text]);
  t.match(again.headers, { etag: first.headers.etag, location: first.headers.location });
  t.not(again.headers['x-request-id'], first.headers['x-request-id'], 'it is a request of its own all the same');
  t.equal((await named('Once')).length, 1);
  const events = await km.database.query("select id from audit_events where target_name = 'Once'");
  t.equal(events.length, 1);
});

t.test('a delete is repeated safely', async (t) => {
  const path = `/v1/workspaces/${textOf(await create('Gone', 'key-gone'), 'id')}`;
  const headers = { 'idempotency-key': 'delete-gone' };
  const first = await km.request({ method: 'DELETE', path, headers });
  t.equal(first.status, 200);
  const again = await km.request({ method: 'DELETE', path, headers });
  t.equal(again.status, 200);
  t.match(again.body, { deletedAt: textOf(first, 'deletedAt'), enforcement: { gateways: 0 } }, 'it waits again');
  t.equal((await km.request({ method: 'DELETE', path })).status, 404, 'another deletion is another matter');
  const { token } = await makeManagementKey(km, km.organizationId, { permissions: ['workspaces:view'] });
  t.equal((await km.request({ method: 'DELETE', path, headers, token })).status, 403, 'access is judged anew');
});

t.test('a token is shown once, also to a repeat', async (t) => {
  const request = {
    method: 'POST',
    path: apiKeysPath(km.workspaceId),
    body: { name: 'shown once' },
    headers: { 'idempotency-key': 'key-token' },
  } as const;
  const first = await km.request(request);
  t.match(first.body, { token: /^kw_api_/ });
  const again = await km.request(request);
  t.same(again.body, { ...first.body, token: null });
  const rows = await km.database.query('select row_to_json(idempotency_keys)::text as text from idempotency_keys');
  t.notOk(
    rows.some(({ text }) => String(text).includes(textOf(first, 'token').slice(24))),
    'nothing keeps it',
  );
});

t.test('the same key for another request is refused', async (t) => {
  t.equal((await create('First', 'key-2')).status, 201);
  const refusal = { status: 422, body: { type: '/problems/idempotency-key-reused' } };
  t.match(await create('Second', 'key-2'), refusal);
  t.match(await create('First', 'key-2', { path: '/v1/organizations' }), refusal, 'another path');
  t.equal((await named('Second')).length, 0);
});

t.test('keys are those of their principal', async (t) => {
  const { token } = await makeManagementKey(km, km.organizationId, { role: 'owner' });
  t.equal((await create('Mine', 'shared-key')).status, 201);
  t.equal((await create('Yours', 'shared-key', { token })).status, 201);
});

t.test('a refused write leaves its key free', async (t) => {
  await create('Taken', 'key-3');
  t.equal((await create('Taken', 'key-4')).status, 409);
  t.equal((await create('Free', 'key-4')).status, 201);
});

t.test('of twins at the same time one acts and both get its answer', async (t) => {
  const answers = await Promise.all(Array.from({ length: 4 }, () => create('Twin', 'key-twin')));
  t.same(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size, 1);
  t.equal(answers[0]?.status, 201);
  t.equal((await named('Twin')).length, 1);
});

t.test('a twin takes over where the first fails', async (t) => {
  await km.database.query(`
    create sequence fail_once;
    create function fail_once() returns trigger language plpgsql as $$
      begin
        if nextval('fail_once') = 1 then perform pg_sleep(0.3); raise exception 'no'; end if;
        return new;
      end $$;
    create trigger fail_once before insert on workspaces for each row execute function fail_once()`);
  const answers = await Promise.all([create('Heir', 'key-heir'), create('Heir', 'key-heir')]);
  await km.database.query('drop trigger fail_once on workspaces');
  t.same(new Set(answers.map(({ status }) => status)), new Set([201, 500]));
  t.equal((await named('Heir')).length, 1);
});

t.test('after 24 hours a key is as new', async (t) => {
  const first = await create('Day one', 'key-day');
  await km.database.query("update idempotency_keys set expires_at = now() - interval '1 s' where key = 'key-day'");
  const second = await create('Day two', 'key-day');
  t.equal(second.status, 201);
  t.not(second.body.id, first.body.id);
  t.equal((await create('Day two', 'key-day')).text, second.text);
});

t.test('a key must be 1 to 255 visible ASCII characters', async (t) => {
  for (const key of ['', 'has space', 'x'.repeat(256), 'ä']) {
    t.match(await create('Bad key', key), { status: 400, body: { type: '/problems/validation-failed' } }, key);
  }
  t.equal((await create('Long key', '~'.repeat(255))).status, 201);
});

t.test('a deadlock is not the caller’s trouble', async (t) => {
  // Each transaction of the trigger takes two locks, the first two in opposite order.
  await km.database.query(`
    create sequence turn;
    create function deadlock() returns trigger language plpgsql as $$
      declare mine int := nextval('turn') % 2;
      begin
        perform pg_advisory_xact_lock(mine);
        perform pg_sleep(0.3);
        perform pg_advisory_xact_lock(1 - mine);
        return new;
      end $$;
    create trigger deadlock before insert on workspaces for each row execute function deadlock()`);
  const answers = await Promise.all([create('Dead', 'key-dead'), create('Lock', 'key-lock')]);
  await km.database.query('drop trigger deadlock on workspaces');
  t.same(
    answers.map(({ status }) => status),
    [201, 201],
  );
  const attempts = await km.database.query('select last_value from turn');
  t.ok(Number(attempts[0]?.last_value) > 2, 'there was a deadlock, and an attempt after it');
});

t.test('changes have consecutive revisions, however many writers there are', async (t) => {
  const upstreams = `/v1/workspaces/${km.workspaceId}/upstreams`;
  const before = await revisionOf(km);
  const count = 12;
  const answers = await Promise.all(
    Array.from({ length: count }, (_, index) =>
      km.request({
        method: 'POST',
        path: upstreams,
        // Every third one fails after it has taken its revision.
        body: { name: index % 3 === 0 ? 'same' : `up-${index}`, kind: 'api', baseUrl: 'https://a.example' },
      }),
    ),
  );
  const made = answers.filter(({ status }) => status === 201).length;
  t.equal(made, 9);
  t.equal(await revisionOf(km), before + made);
  const rows = await km.database.query('select revision from changes where revision > $1 order by revision', [before]);
  t.same(
    rows.map(({ revision }) => Number(revision)),
    Array.from({ length: made }, (_, index) => before + index + 1),
  );
});
