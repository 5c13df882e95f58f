import { setTimeout as sleep } from 'node:timers/promises';
import { LeaseGrant, PollAnswer } from '@keyward/auth';
import t from 'tap';
import { Value } from 'typebox/value';
import { buildApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { makeApiKey, revisionOf } from '../fixtures/keys.ts';
import { isPending } from '../fixtures/pending.ts';
import { type ApiAnswer, MASTER_KEYS, startKeyManagement } from '../fixtures/start-key-management.ts';

/** Long enough for a poll to look at the counter several times before it is answered. */
const LEASE_TTL_MS = 9_000;
/** What a loaded machine may add to an answer that comes at once. */
const SLACK_MS = 700;

const LEASES = '/internal/v1/leases';
const km = await startKeyManagement(t, { LEASE_TTL_MS: String(LEASE_TTL_MS) });

function post(path: string, body: unknown, token: string | null = km.serviceToken): Promise<ApiAnswer> {
  return km.request({ method: 'POST', path, body, token });
}

function poll(leaseId: string, revision: unknown): Promise<ApiAnswer> {
  return post(`${LEASES}/${leaseId}/poll`, { revision });
}

async function lease(): Promise<LeaseGrant> {
  const { status, body } = await post(LEASES, { staleMs: 0 });
  if (status !== 201) throw new Error(`no lease: ${status}`);
  return Value.Parse(LeaseGrant, body);
}

async function timed<T>(promise: Promise<T>): Promise<{ answer: T; ms: number }> {
  const since = performance.now();
  const answer = await promise;
  return { answer, ms: performance.now() - since };
}

t.test('a lease is granted at the present position, renewed by polls and given back', async (t) => {
  const revision = await revisionOf(km);
  const grant = await lease();
  t.match(grant, { leaseId: /^[A-Za-z0-9]{16}$/, ttlMs: LEASE_TTL_MS, epoch: String, revision });
  t.not((await lease()).leaseId, grant.leaseId, 'a new one each time');

  await makeApiKey(km, km.workspaceId);
  const { status, body } = await poll(grant.leaseId, revision);
  t.equal(status, 200);
  const answer = Value.Parse(PollAnswer, body);
  t.equal(answer.revision, revision + 1);
  t.match(answer.changes, [{ revision: revision + 1, entity: 'key', entityId: String, workspaceId: km.workspaceId }]);

  const path = `${LEASES}/${grant.leaseId}`;
  for (const _ of [1, 2]) {
    const released = await km.request({ method: 'DELETE', path, token: km.serviceToken });
    t.equal(released.status, 204);
  }
  t.match(await poll(grant.leaseId, revision + 1), { status: 410, body: { type: '/problems/lease-gone' } });
});

t.test('only a service key follows the feed', async (t) => {
  const { leaseId, revision } = await lease();
  for (const [token, status] of [
    [km.operatorToken, 403],
    [null, 401],
    ['kw_svc_nonsense', 401],
  ] as const) {
    t.equal((await post(LEASES, { staleMs: 0 }, token)).status, status);
    t.equal((await post(`${LEASES}/${leaseId}/poll`, { revision }, token)).status, status);
    t.equal((await km.request({ method: 'DELETE', path: `${LEASES}/${leaseId}`, token })).status, status);
  }
  const [row] = await km.database.query('select renewals::int from leases where lease_id = $1', [leaseId]);
  t.same(row, { renewals: 0 }, 'it is as it was');
  t.notMatch(JSON.stringify(km.app.swagger()), '/internal/', 'and the document does not speak of it');
});

t.test('what is no lease and no poll is refused', async (t) => {
  const { leaseId, revision } = await lease();
  for (const staleMs of [-1, 1.5, 'PT5M', null, 1e12, 1e300]) {
    t.match(await post(LEASES, { staleMs }), { status: 400, body: { errors: [{ pointer: '/staleMs' }] } });
  }
  t.equal((await post(LEASES, { staleMs: 0, ttlMs: 1 })).status, 400);
  for (const acknowledged of [-1, 1.5, '1', null, undefined, 1e300]) {
    t.match(await poll(leaseId, acknowledged), { status: 400, body: { errors: [{ pointer: '/revision' }] } });
  }
  t.equal((await post(`${LEASES}/${leaseId}/poll`, { revision, epoch: 'x' })).status, 400);
  for (const gone of ['never-granted', 'x'.repeat(500), '%00', "'; drop table leases; --"]) {
    const { status } = await poll(encodeURIComponent(gone), revision);
    t.ok(status === 404 || status === 400, `${gone.slice(0, 30)}: ${status}`);
  }
  t.equal((await poll('neverGranted0000', revision)).status, 410);
  t.equal((await poll(leaseId, Number.MAX_SAFE_INTEGER)).status, 410, 'nobody can have applied that');
});

t.test('a poll waits for a change, and is answered as soon as there is one', async (t) => {
  const { leaseId, revision } = await lease();
  const waiting = timed(poll(leaseId, revision));
  t.ok(await isPending(waiting, 300));
  const { id } = await makeApiKey(km, km.workspaceId);
  const { answer, ms } = await waiting;
  t.match(answer.body, { revision: revision + 1, changes: [{ revision: revision + 1, entityId: id }] });
  t.ok(ms < 300 + SLACK_MS, `after ${Math.round(ms)} ms`);
});

t.test('several polls are all answered by one change', async (t) => {
  const leases = await Promise.all([lease(), lease(), lease()]);
  const waiting = leases.map(({ leaseId, revision }) => poll(leaseId, revision));
  await sleep(100);
  const { id } = await makeApiKey(km, km.workspaceId);
  for (const { body } of await Promise.all(waiting)) t.match(body, { changes: [{ entityId: id }] });
});

t.test('a change that nobody rang for is found within about a second', async (t) => {
  const { leaseId, revision } = await lease();
  const waiting = timed(poll(leaseId, revision));
  await sleep(100);
  await km.database.query(`with counter as (update change_counter set revision = revision + 1 returning revision)
    insert into changes (revision, entity, entity_id, at) select revision, 'key', 'unheard', now() from counter`);
  const { answer, ms } = await waiting;
  t.match(answer.body, { revision: revision + 1, changes: [{ entityId: 'unheard' }] });
  t.ok(ms < 1_100 + SLACK_MS, `after ${Math.round(ms)} ms`);
});

t.test('without a change it is answered after a third of the lease', async (t) => {
  const { leaseId, revision } = await lease();
  const { answer, ms } = await timed(poll(leaseId, revision));
  t.same(answer.body, { revision, changes: [] });
  t.ok(ms > LEASE_TTL_MS / 3 - 50 && ms < LEASE_TTL_MS / 3 + SLACK_MS, `after ${Math.round(ms)} ms`);
});

t.test('any replica answers the poll of any lease', async (t) => {
  const second = await startReplica();
  t.teardown(() => second.close());
  const { leaseId, revision } = await lease();
  const send = (acknowledged: number) =>
    second.inject({
      method: 'POST',
      url: `${LEASES}/${leaseId}/poll`,
      headers: { authorization: `Bearer ${km.serviceToken}` },
      payload: { revision: acknowledged },
    });
  t.match((await send(0)).json(), { revision, reset: true }, 'what it has not read, its gateways have to ask for anew');
  const waiting = send(revision);
  t.ok(await isPending(waiting, 300));
  const { id } = await makeApiKey(km, km.workspaceId);
  t.match((await waiting).json(), { revision: revision + 1, changes: [{ entityId: id }] });
  t.match((await poll(leaseId, revision)).body, { revision: revision + 1 });
});

t.test('a stop answers the polls that wait, with all that is committed', async (t) => {
  const second = await startReplica();
  t.teardown(() => second.close());
  const url = await second.listen({ host: '127.0.0.1', port: 0 });
  const { leaseId, revision } = await lease();
  const waiting = fetch(`${url}${LEASES}/${leaseId}/poll`, {
    method: 'POST',
    headers: { authorization: `Bearer ${km.serviceToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ revision }),
  });
  t.ok(await isPending(waiting, 300));
  const closed = second.close();
  const { answer, ms } = await timed(waiting);
  t.equal(answer.status, 200);
  t.same(await answer.json(), { revision, changes: [] });
  t.ok(ms < SLACK_MS, `after ${Math.round(ms)} ms`);
  t.equal(answer.headers.get('connection'), 'close');
  await closed;
});

/** Another process on the same database, as far as one can be had in this one. */
function startReplica() {
  return buildApp(
    readConfig({
      DATABASE_URL: km.databaseUrl,
      DATABASE_POOL_SIZE: '3',
      MASTER_KEYS,
      LOG_LEVEL: 'silent',
      LEASE_TTL_MS: String(LEASE_TTL_MS),
    }),
  );
}
