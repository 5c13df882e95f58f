import { setTimeout as delay } from 'node:timers/promises';
import type { FeedChange } from '@keyward/auth';
import { mintToken } from '@keyward/auth';
import { serveMetrics } from '@keyward/auth/metrics';
import { anIntrospectionAnswer } from '@keyward/auth/testing';
import { Registry } from 'prom-client';
import t from 'tap';

import { eventually } from '../fixtures/eventually.ts';
import { startOpenAiOrigin } from '../fixtures/openai-origin.ts';
import { startOrigin } from '../fixtures/origins.ts';
import { startGateway } from '../fixtures/start-gateway.ts';

const FLOW = 'the-flow';

/** A gateway with metrics, the flow server behind it, and a key-management that grants a lease when it is told to. */
async function startMeasured(t: Parameters<typeof startGateway>[0]) {
  const origin = await startOrigin(t, (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: one\n\n');
  });
  const registry = new Registry();
  const gateway = await startGateway(t, {}, { metrics: registry, leased: false });
  const server = await serveMetrics(registry, '127.0.0.1', 0);
  t.teardown(async () => server.close().closeAllConnections());
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  const keys = new Map<string, ReturnType<typeof anIntrospectionAnswer>>();
  let granting = false;
  let revision = 1;
  let changes: FeedChange[] = [];
  gateway.keyManagement.answerWith(({ path, form }) => {
    if (path === '/oauth2/introspect') {
      return { body: keys.get(form.get('token') ?? '') ?? { active: false, keyward: { revision, reason: 'unknown' } } };
    }
    if (path === '/internal/v1/leases') {
      return granting ? { status: 201, body: { leaseId: 'l', ttlMs: 10_000, epoch: 'e', revision } } : { status: 503 };
    }
    if (path.startsWith('/internal/v1/leases/')) {
      const told = { body: { revision, changes }, delayMs: 20 };
      changes = [];
      return told;
    }
    const flow = { id: FLOW, organizationId: 'organization0001', workspaceId: 'workspace0000001', public: false };
    const upstream = { id: 'u', name: 'u', kind: 'flow-server', baseUrl: origin.url, credential: null };
    return { body: { found: true, flow, upstream, revision } };
  });

  return {
    metricsUrl: `http://127.0.0.1:${port}/metrics`,
    async read(): Promise<Map<string, number>> {
      const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
      const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
      return new Map(samples.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]));
    },
    addKey(exp?: number): { id: string; token: string } {
      const answer = anIntrospectionAnswer(exp === undefined ? {} : { exp });
      const { token } = mintToken('api');
      keys.set(token, answer);
      return { id: answer.client_id, token };
    },
    grant() {
      granting = true;
    },
    revoke({ id, token }: { id: string; token: string }) {
      keys.delete(token);
      revision++;
      changes.push({ revision, entity: 'key', entityId: id, workspaceId: null });
    },
    open: (token: string) =>
      fetch(`${gateway.url}/api/v1/prediction/${FLOW}`, { method: 'POST', headers: { 'x-api-key': token } }),
  };
}

t.test('what a gateway tells of its lease, its caches and the requests that it ended', async (t) => {
  const measured = await startMeasured(t);
  const key = measured.addKey();
  const call = async (token: string) => (await measured.open(token)).body?.cancel();

  await call(key.token);
  let metrics = await measured.read();
  t.equal(metrics.get('keyward_lease_remaining_seconds'), 0);
  t.equal(metrics.get('keyward_ready'), 0);
  t.equal(metrics.get('keyward_feed_applied_revision'), -1);
  t.equal(metrics.get('keyward_cache_decisions_total{cache="keys",result="alone"}'), 1);
  t.equal(metrics.get('keyward_cache_decisions_total{cache="flows",result="alone"}'), 1);
  t.equal(metrics.get('keyward_cache_decisions_total{cache="keys",result="hit"}'), 0);

  measured.grant();
  await eventually(async () => Number((await measured.read()).get('keyward_lease_remaining_seconds')) > 0);
  const madeUp = mintToken('api').token;
  for (const token of [key.token, key.token, key.token, madeUp, madeUp]) await call(token);
  metrics = await measured.read();
  t.ok(Number(metrics.get('keyward_lease_remaining_seconds')) <= 9, 'seconds, less the margin');
  t.equal(metrics.get('keyward_feed_applied_revision'), 1);
  t.equal(metrics.get('keyward_ready'), 1);
  t.equal(metrics.get('keyward_cache_decisions_total{cache="keys",result="miss"}'), 2);
  t.equal(metrics.get('keyward_cache_decisions_total{cache="keys",result="hit"}'), 2);
  t.equal(metrics.get('keyward_cache_decisions_total{cache="keys",result="negative-hit"}'), 1);
  t.equal(metrics.get('keyward_cache_decisions_total{cache="flows",result="hit"}'), 2);
  t.equal(metrics.get('keyward_cached_keys'), 1);
  t.ok(Number(metrics.get('process_cpu_seconds_total')) > 0, 'and of the process');

  await eventually(async () => (await measured.read()).get('keyward_running_requests') === 0);
  const ending = measured.addKey(Math.floor(Date.now() / 1000) + 2);
  const streams = [await measured.open(key.token), await measured.open(ending.token)];
  t.equal((await measured.read()).get('keyward_running_requests'), 2);
  measured.revoke(key);
  for (const stream of streams) t.match(await stream.text(), /event: error/);
  metrics = await measured.read();
  t.equal(metrics.get('keyward_feed_applied_revision'), 2);
  t.equal(metrics.get('keyward_requests_ended_total{reason="revoked"}'), 1);
  t.equal(metrics.get('keyward_requests_ended_total{reason="expired"}'), 1);
  // Counted from the start it were two seconds at least: so long did the key last.
  await eventually(async () => Number((await measured.read()).get('keyward_feed_lag_seconds')) < 0.5);
  const text = [...metrics.keys()].join('\n');
  for (const secret of [key.id, key.token, ending.id, madeUp, FLOW]) t.notMatch(text, secret);
});

t.test('the lag of a feed that has fallen silent grows', async (t) => {
  const measured = await startMeasured(t);
  const lag = async () => Number((await measured.read()).get('keyward_feed_lag_seconds'));
  const before = await lag();
  await delay(300);
  t.ok((await lag()) - before >= 0.29);
});

t.test('tokens of language models, and the caches of their routes', async (t) => {
  const origin = await startOpenAiOrigin(t);
  const registry = new Registry();
  const gateway = await startGateway(t, {}, { metrics: registry });
  const id = gateway.routes.addGateway([{ name: 'fast', baseUrl: origin.baseUrl }]);
  const headers = { authorization: `Bearer ${gateway.addGatewayKey(id)}`, 'content-type': 'application/json' };
  for (const stream of [false, true]) {
    const body = JSON.stringify({ model: 'fast', messages: [], stream });
    await (await fetch(`${gateway.url}/v1/chat/completions`, { method: 'POST', headers, body })).text();
  }
  await eventually(async () => (await registry.metrics()).includes('keyward_llm_tokens_total{type="input"} 14'));
  const metrics = await registry.metrics();
  t.match(metrics, 'keyward_llm_tokens_total{type="output"} 8');
  t.match(metrics, 'keyward_cache_decisions_total{cache="gateways",result="miss"} 1');
  t.match(metrics, 'keyward_cache_decisions_total{cache="gateways",result="hit"} 1');
  t.match(metrics, 'keyward_cache_decisions_total{cache="apis",result="hit"} 0');
});

t.test('the port tells metrics, and nothing else', async (t) => {
  const { metricsUrl } = await startMeasured(t);
  const answer = await fetch(`${metricsUrl}?x=1`);
  t.equal(answer.headers.get('content-type'), 'text/plain; version=0.0.4; charset=utf-8');
  await answer.text();
  t.equal((await fetch(metricsUrl, { method: 'HEAD' })).status, 200);
  t.equal((await fetch(metricsUrl, { method: 'POST' })).status, 405);
  for (const path of ['/', '/metrics/x', '/readyz']) t.equal((await fetch(new URL(path, metricsUrl))).status, 404);
});

t.test('what limits refuse, and how long requests take, by routes and never by paths', async (t) => {
  const registry = new Registry();
  const gateway = await startGateway(t, {}, { metrics: registry });
  const origin = await startOrigin(t, (_request, response) => response.end('hello'));
  const flow = gateway.addFlow({ baseUrl: origin.url });
  const token = gateway.addKey({ keyward: { limits: { requestsPerMinute: 1 } } });
  const call = async (path: string, method: string) => {
    await (await fetch(gateway.url + path, { method, headers: { 'x-api-key': token } })).text();
  };
  for (let calls = 0; calls < 3; calls++) await call(`/api/v1/prediction/${flow}`, 'POST');
  await call('/made/up', 'MKCOL');
  const lines = async () => (await registry.metrics()).split('\n');
  const route = '/api/v1/prediction/{flowId}';
  const duration = 'http_server_request_duration_seconds_count';
  await eventually(async () => (await lines()).includes(`${duration}{route="unknown",method="_OTHER",status="404"} 1`));
  const all = await lines();
  t.ok(all.includes('keyward_rate_limited_total{limit="requestsPerMinute"} 2'));
  t.ok(all.includes('keyward_rate_limited_total{limit="concurrentRequests"} 0'));
  t.ok(all.includes(`${duration}{route="${route}",method="POST",status="200"} 1`));
  t.ok(all.includes(`${duration}{route="${route}",method="POST",status="429"} 2`));
  t.ok(all.includes('keyward_usage_dropped_total{what="requests"} 0'));
  t.ok(all.includes('keyward_refused_requests_total{problem="rate-limited"} 2'));
  t.ok(all.includes('keyward_refused_requests_total{problem="route-not-found"} 1'));
  t.ok(all.includes('keyward_refused_requests_total{problem="invalid-token"} 0'));
  t.notMatch(all.join('\n'), /made|keyward_limit_store|MKCOL/);
  for (const secret of [token, gateway.keyId(token), flow]) t.notMatch(all.join('\n'), secret);
});
