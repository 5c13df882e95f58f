import t from 'tap';
import { type Answer, at, type Key, startCluster } from '../fixtures/cluster/cluster.ts';
import { query } from '../fixtures/cluster/database.ts';
import { eventually } from '../fixtures/cluster/eventually.ts';

const LEASE_TTL_MS = 3_000;
/** Long enough for a commit on a loaded machine, and shorter than any wait for the frozen gateway. */
const AT_ONCE_MS = 1_000;

const cluster = await startCluster(t, { leaseTtlMs: LEASE_TTL_MS });
const frozen = at(cluster.gateways, 0);

/** A key in the cache of both gateways, one of which is then frozen: what takes the key away has to wait for it. */
async function keyWithFrozenGateway(): Promise<Key> {
  await eventually(async () => (await frozen.ready()) && (await at(cluster.gateways, 1).ready()));
  const key = await cluster.createKey();
  for (const gateway of [0, 1]) await cluster.call(gateway, key.token);
  frozen.signal('SIGSTOP');
  return key;
}

async function isActive(replica: number, token: string): Promise<unknown> {
  const answer = await fetch(`${at(cluster.replicas, replica).url}/oauth2/introspect`, {
    method: 'POST',
    headers: { authorization: `Bearer ${cluster.operatorToken}` },
    body: new URLSearchParams({ token }),
  });
  const body: { active?: unknown } = JSON.parse(await answer.text());
  return body.active;
}

/** Waits for the commit of a revoke that is still waiting for the gateways. */
async function untilCommitted(replica: number, key: Key): Promise<void> {
  await eventually(async () => (await isActive(replica, key.token)) === false, AT_ONCE_MS);
}

function waitedForFrozenGateway({ body }: Answer): boolean {
  return body.enforcement?.lapsed === 1 && Number(body.enforcement.waitedMs) > AT_ONCE_MS;
}

t.test('with `Prefer: respond-async` the answer comes at once, and a repeat waits', async (t) => {
  const key = await keyWithFrozenGateway();
  const headers = { prefer: 'respond-async', 'idempotency-key': `revoke-${key.id}` };
  const path = `/api-keys/${key.id}`;
  const sent = performance.now();
  const accepted = await cluster.api(1, 'DELETE', path, { headers });
  t.ok(performance.now() - sent < AT_ONCE_MS, 'at once');
  t.equal(accepted.status, 202);
  t.equal(accepted.headers.get('preference-applied'), 'respond-async');
  t.match(accepted.body, { revokedAt: String });
  t.notOk('enforcement' in accepted.body, 'nothing is said of what is not known');
  t.equal(await isActive(0, key.token), false);

  const { 'idempotency-key': idempotencyKey } = headers;
  const repeats = await Promise.all([
    cluster.api(0, 'DELETE', path, { headers: { 'idempotency-key': idempotencyKey } }),
    cluster.api(1, 'DELETE', path),
  ]);
  for (const repeat of repeats) {
    t.match(repeat, { status: 200, body: { revokedAt: accepted.body.revokedAt } });
    t.ok(waitedForFrozenGateway(repeat), `it waits again: ${JSON.stringify(repeat.body.enforcement)}`);
  }
  frozen.signal('SIGCONT');
  t.equal(await cluster.call(0, key.token), 401);
});

t.test('every change can be answered at once', async (t) => {
  const key = await keyWithFrozenGateway();
  const headers = { prefer: 'return=minimal, Respond-Async; wait=5' };
  const sent = performance.now();
  const changes = await Promise.all([
    cluster.api(1, 'PATCH', `/api-keys/${key.id}`, { headers, body: { enabled: false } }),
    cluster.api(0, 'PATCH', `/upstreams/${cluster.upstreamId}`, { headers, body: { name: 'origin' } }),
  ]);
  t.ok(performance.now() - sent < AT_ONCE_MS);
  for (const { status, body } of changes) {
    t.equal(status, 202);
    t.notOk('enforcement' in body);
  }
  frozen.signal('SIGCONT');
  await eventually(async () => (await cluster.call(0, key.token)) === 401);
});

t.test('a client that hangs up in the middle of the wait repeats, and waits again', async (t) => {
  const key = await keyWithFrozenGateway();
  const headers = { 'idempotency-key': `hang-up-${key.id}` };
  const path = `/api-keys/${key.id}`;
  const lost = cluster.api(1, 'DELETE', path, { headers, signal: AbortSignal.timeout(AT_ONCE_MS) });
  await t.rejects(lost, { name: 'TimeoutError' });
  const { body: row } = await cluster.api(0, 'GET', path);
  const repeated = await cluster.api(1, 'DELETE', path, { headers });
  t.match(repeated, { status: 200, body: { revokedAt: row.revokedAt, enforcement: { lapsed: 1 } } });
  frozen.signal('SIGCONT');
  t.equal(await cluster.call(0, key.token), 401);
  t.equal((await query(cluster.databaseUrl, `select 1 from audit_events where target_id = '${key.id}'`)).length, 2);
});

t.test('giving a token up waits, and so does its repeat', async (t) => {
  const key = await keyWithFrozenGateway();
  const giveUp = async (): Promise<number> => {
    const sent = performance.now();
    const body = new URLSearchParams({ token: key.token });
    const answer = await fetch(`${at(cluster.replicas, 1).url}/oauth2/revoke`, { method: 'POST', body });
    t.equal(answer.status, 200);
    return performance.now() - sent;
  };
  const first = giveUp();
  await untilCommitted(0, key);
  const waits = await Promise.all([first, giveUp()]);
  t.ok(Math.min(...waits) > LEASE_TTL_MS / 3, `waited ${waits.join(' and ')} ms`);
  frozen.signal('SIGCONT');
  t.equal(await cluster.call(0, key.token), 401);
});

t.test('key-management is killed between the commit and the answer: it is revoked, and a repeat waits', async (t) => {
  const key = await keyWithFrozenGateway();
  const lost = cluster.revoke(1, key.id).then(
    () => 'answered',
    () => 'broken',
  );
  await untilCommitted(0, key);
  await at(cluster.replicas, 1).kill();
  t.equal(await lost, 'broken');
  t.equal(await isActive(0, key.token), false);
  const { body: row } = await cluster.api(0, 'GET', `/api-keys/${key.id}`);
  t.type(row.revokedAt, 'string');
  const repeated = await cluster.revoke(0, key.id);
  t.match(repeated, { status: 200, body: { revokedAt: row.revokedAt } });
  t.ok(
    Number(repeated.body.enforcement?.lapsed) >= 1,
    'the frozen one, and perhaps the one that polled the killed one',
  );
  frozen.signal('SIGCONT');
  t.not(await cluster.call(1, key.token), 200);
  t.equal(await cluster.call(0, key.token), 401);
  await at(cluster.replicas, 1).restart();
  await eventually(() => at(cluster.gateways, 1).ready());
  t.equal(await cluster.call(1, key.token), 401);
});
