import t from 'tap';
import { created, FLOW, startCluster } from '../fixtures/cluster/cluster.ts';
import { startOrigin } from '../fixtures/cluster/origin.ts';

const cluster = await startCluster(t, { leaseTtlMs: 10_000 });
const key = await cluster.createKey();

/** What a flow answers through each gateway: the name of its server, or the status of a refusal. */
async function answers(flowId = FLOW, token = key.token): Promise<(string | number)[]> {
  const all = await Promise.all([0, 1].map((gateway) => cluster.ask(gateway, token, flowId)));
  return all.map(({ status, text }) => (status === 200 ? String(JSON.parse(text).text) : status));
}

t.test('an upstream moved to another server is called there when the answer comes', async (t) => {
  const moved = await startOrigin(t, 'moved');
  const path = `/upstreams/${cluster.upstreamId}`;
  for (let round = 0; round < 10; round++) {
    for (const [name, { url }] of Object.entries({ moved, hello: cluster.origin })) {
      const { body } = await cluster.api(round, 'PATCH', path, { body: { baseUrl: url } });
      t.match(body.enforcement, { gateways: 2, acknowledged: 2 });
      t.same(await answers(), [name, name]);
    }
  }
});

t.test('a flow given to another upstream goes there', async (t) => {
  const other = await startOrigin(t, 'other');
  const body = { name: 'other', kind: 'flow-server', baseUrl: other.url };
  const upstream = await created(cluster.api(0, 'POST', '/upstreams', { body }));
  t.same(await answers(), ['hello', 'hello']);
  await cluster.api(1, 'PATCH', `/flows/${FLOW}`, { body: { upstreamId: upstream.id } });
  t.same(await answers(), ['other', 'other']);
  await cluster.api(0, 'PATCH', `/flows/${FLOW}`, { body: { upstreamId: cluster.upstreamId } });
  t.same(await answers(), ['hello', 'hello']);
});

t.test('a flow that was unknown works as soon as it is registered, and not when it is deleted', async (t) => {
  for (let round = 0; round < 5; round++) {
    t.same(await answers('late-flow'), [404, 404]);
    const body = { id: 'late-flow', upstreamId: cluster.upstreamId };
    await created(cluster.api(round, 'POST', '/flows', { body }));
    t.same(await answers('late-flow'), ['hello', 'hello']);
    const deleted = await cluster.api(round + 1, 'DELETE', '/flows/late-flow');
    t.match(deleted, { status: 200, body: { deletedAt: String, enforcement: { gateways: 2, acknowledged: 2 } } });
  }
  t.same(await answers('late-flow'), [404, 404]);
});

t.test('a key works as soon as it is created, and as soon as it is enabled again', async (t) => {
  for (let round = 0; round < 5; round++) {
    const { id, token } = await cluster.createKey();
    t.same(await answers(FLOW, token), ['hello', 'hello']);
    await cluster.api(round, 'PATCH', `/api-keys/${id}`, { body: { enabled: false } });
    t.same(await answers(FLOW, token), [401, 401]);
    await cluster.api(round + 1, 'PATCH', `/api-keys/${id}`, { body: { enabled: true } });
    t.same(await answers(FLOW, token), ['hello', 'hello']);
    await cluster.api(round, 'PATCH', `/api-keys/${id}`, { body: { permissions: ['logs:view'] } });
    t.same(await answers(FLOW, token), [403, 403]);
  }
});

t.test('a flow made public needs no key, and needs one again when it is not', async (t) => {
  const bare = () => Promise.all([0, 1].map((gateway) => cluster.call(gateway, '')));
  t.same(await bare(), [401, 401]);
  await cluster.api(0, 'PATCH', `/flows/${FLOW}`, { body: { public: true } });
  t.same(await bare(), [200, 200]);
  await cluster.api(1, 'PATCH', `/flows/${FLOW}`, { body: { public: false } });
  t.same(await bare(), [401, 401]);
});
