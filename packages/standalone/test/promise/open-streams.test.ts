import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import { type Answer, at, type Cluster, created, type Key, startCluster } from '../fixtures/cluster/cluster.ts';
import { eventually } from '../fixtures/cluster/eventually.ts';
import { openStream, type Stream } from '../fixtures/cluster/streams.ts';

const EXPIRES_IN_MS = 2_000;
/** A key's end is kept to the second, rounded down; a loaded machine is late. */
const EXPIRY_SLACK_MS = 1_500;

const ENDING = 0;
const FINISHING = 1;
const cluster = await startCluster(t, { leaseTtlMs: 10_000, gateways: [{}, { ON_REVOKE: 'finish' }] });

type Change = (cluster: Cluster, key: Key) => Promise<Answer>;

const edit = (changes: object): Change => {
  return (cluster, key) => cluster.api(1, 'PATCH', `/api-keys/${key.id}`, { body: changes });
};

/** What takes the right to call the flow away, and what the next call is answered. */
const ENDS: Record<string, { take: Change; next: number }> = {
  'a revoke': { take: (cluster, key) => cluster.revoke(1, key.id), next: 401 },
  'disabling the key': { take: edit({ enabled: false }), next: 401 },
  'taking its permission': { take: edit({ permissions: ['logs:view'] }), next: 403 },
  'taking the flow': { take: edit({ flows: ['another-flow'] }), next: 403 },
  'allowing other addresses only': { take: edit({ allowedIps: ['192.0.2.0/24'] }), next: 403 },
  'rotating it with no overlap': {
    take: (cluster, key) => cluster.api(1, 'POST', `/api-keys/${key.id}/rotate`, { body: { overlap: 'PT0S' } }),
    next: 401,
  },
  'giving the token up': {
    take: async (cluster, key) => {
      const body = new URLSearchParams({ token: key.token });
      const { status, headers } = await fetch(`${at(cluster.replicas, 1).url}/oauth2/revoke`, { method: 'POST', body });
      return { status, headers, body: {} };
    },
    next: 401,
  },
};

for (const [what, { take, next }] of Object.entries(ENDS)) {
  t.test(`${what}: the stream has ended when the answer comes, and the next call is refused`, async (t) => {
    const key = await cluster.createKey();
    const stream = await openStream(cluster, ENDING, key.token);
    const bystander = await openStream(cluster, ENDING, (await cluster.createKey()).token);
    t.equal(stream.status, 200);
    const { status, body } = await take(cluster, key);
    t.ok(status === 200 || status === 201, `answered ${status}`);
    if (what !== 'giving the token up') {
      t.match(body.enforcement, { gateways: 2, acknowledged: 2, lapsed: 0, waitedMs: Number });
    }
    t.equal(await cluster.call(ENDING, key.token), next);
    t.equal(await cluster.call(FINISHING, key.token), next);
    t.match(await stream.ended, /event: error\ndata: .*no longer valid/);
    t.ok(bystander.open, 'a stream of another key goes on');
  });
}

t.test('the end comes before the answer: at the flow server too', async (t) => {
  await eventually(() => cluster.origin.streams === Object.keys(ENDS).length, 5_000);
  const key = await cluster.createKey();
  const open = cluster.origin.streams;
  const streams = await Promise.all([1, 2, 3].map(() => openStream(cluster, ENDING, key.token)));
  t.equal(cluster.origin.streams, open + 3);
  await cluster.revoke(0, key.id);
  // The bytes have been sent; this process has yet to read them.
  await sleep(50);
  t.notOk(streams.some((stream) => stream.open));
  t.equal(cluster.origin.streams, open);
});

t.test('a deleted workspace takes the streams of its keys along', async (t) => {
  const path = `/v1/organizations/${cluster.organizationId}/workspaces`;
  const { id } = await created(cluster.api(0, 'POST', path, { body: { name: 'Short-lived' } }));
  const workspace = `/v1/workspaces/${String(id)}`;
  const upstreamBody = { name: 'origin', kind: 'flow-server', baseUrl: cluster.origin.url };
  const upstream = await created(cluster.api(0, 'POST', `${workspace}/upstreams`, { body: upstreamBody }));
  await created(cluster.api(0, 'POST', `${workspace}/flows`, { body: { id: 'hello-flow', upstreamId: upstream.id } }));
  const key = await created(cluster.api(0, 'POST', `${workspace}/api-keys`, { body: {} }));
  const token = String(key.token);
  const stream = await openStream(cluster, ENDING, token);
  t.equal(stream.status, 200);
  const { status, body } = await cluster.api(1, 'DELETE', workspace);
  t.equal(status, 200);
  t.match(body.enforcement, { gateways: 2, acknowledged: 2 });
  for (const gateway of [ENDING, FINISHING]) t.equal(await cluster.call(gateway, token), 401);
  t.match(await stream.ended, /no longer valid/);
});

t.test('a change that takes nothing away ends no stream', async (t) => {
  const key = await cluster.createKey();
  const stream = await openStream(cluster, ENDING, key.token);
  for (const changes of [{ name: 'renamed' }, { tags: ['web'] }, { permissions: ['flows:execute', 'logs:view'] }]) {
    t.match(await edit(changes)(cluster, key), { status: 200, body: { enforcement: { acknowledged: 2 } } });
  }
  t.equal((await cluster.api(0, 'POST', `/api-keys/${key.id}/rotate`, { body: {} })).status, 201, 'with an overlap');
  await sleep(100);
  t.ok(stream.open);
  await cluster.revoke(0, key.id);
  t.match(await stream.ended, /no longer valid/);
});

t.test('where requests under way may finish, a revoke lets them, and refuses the next', async (t) => {
  const key = await cluster.createKey();
  const stream = await openStream(cluster, FINISHING, key.token);
  t.match((await cluster.revoke(0, key.id)).body.enforcement, { acknowledged: 2 });
  t.equal(await cluster.call(FINISHING, key.token), 401);
  await sleep(200);
  t.ok(stream.open);
});

t.test('a stream ends with its key, with no request and no change', async (t) => {
  const expiresAt = Date.now() + EXPIRES_IN_MS;
  const key = await cluster.createKey({ expiresAt: new Date(expiresAt).toISOString() });
  const shortened = await cluster.createKey();
  const streams: Stream[] = [];
  for (const { token } of [key, shortened]) streams.push(await openStream(cluster, ENDING, token));
  await edit({ expiresAt: new Date(expiresAt).toISOString() })(cluster, shortened);
  t.ok(streams.every(({ open }) => open));
  for (const stream of streams) {
    t.match(await stream.ended, /no longer valid/);
    const lateMs = Math.round(Date.now() - expiresAt);
    t.ok(lateMs > -1_000 && lateMs < EXPIRY_SLACK_MS, `ended ${lateMs} ms after the key`);
  }
  for (const { token } of [key, shortened]) t.equal(await cluster.call(ENDING, token), 401);
});

t.test('a stream outlives the end that its key had when it began, if that was put off', async (t) => {
  const key = await cluster.createKey({ expiresAt: new Date(Date.now() + EXPIRES_IN_MS).toISOString() });
  const stream = await openStream(cluster, ENDING, key.token);
  await edit({ expiresAt: null })(cluster, key);
  await sleep(EXPIRES_IN_MS + 500);
  t.ok(stream.open);
  await cluster.revoke(0, key.id);
  t.match(await stream.ended, /no longer valid/);
});
