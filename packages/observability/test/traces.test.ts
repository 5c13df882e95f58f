import { once } from 'node:events';
import { createServer } from 'node:http';
import { at, created, startCluster } from '@keyward/standalone/test/fixtures/cluster/cluster.ts';
import { eventually } from '@keyward/standalone/test/fixtures/cluster/eventually.ts';
import t from 'tap';

import { type ReceivedSpan, startTraceReceiver } from './fixtures/trace-receiver.ts';

t.setTimeout(120_000);

const FLOW = 'traced-flow';
const ROUTE = 'POST /api/v1/prediction/{flowId}';
const CANARY = 'canary-of-a-credential';

/** An upstream that remembers what it was told of the trace. */
async function startUpstream() {
  const traceparents: unknown[] = [];
  const server = createServer((request, response) => {
    traceparents.push(request.headers.traceparent);
    request.resume().on('end', () => response.end('{"text": "hello"}'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => server.close().closeAllConnections());
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, port, traceparents };
}

const receiver = await startTraceReceiver(t);
const upstream = await startUpstream();
const environment = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_BSP_SCHEDULE_DELAY: '200' };
const cluster = await startCluster(t, {
  replicas: 1,
  keyManagement: environment,
  gateways: [
    { ...environment, ALLOW_QUERY_TOKEN: 'true', LOG_LEVEL: 'info' },
    { ...environment, TRUSTED_PROXIES: '127.0.0.1', OTEL_SERVICE_NAME: 'gateway-behind-a-proxy' },
  ],
});
const credential = await created(
  cluster.api(0, 'POST', '/credentials', {
    body: { name: 'Canary', service: 'custom', location: 'bearer', value: CANARY, visibility: 'shared' },
  }),
);
const { id: upstreamId } = await created(
  cluster.api(0, 'POST', '/upstreams', {
    body: { name: 'traced', kind: 'flow-server', baseUrl: upstream.url, credentialId: credential.id },
  }),
);
await created(cluster.api(0, 'POST', '/flows', { body: { id: FLOW, upstreamId } }));
const key = await cluster.createKey();

interface Call {
  readonly gateway?: number;
  readonly token?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
}

async function call({ gateway = 0, token, path = `/api/v1/prediction/${FLOW}`, headers = {} }: Call) {
  const answer = await fetch(at(cluster.gateways, gateway).url + path, {
    method: 'POST',
    headers: { ...(token && { 'x-api-key': token }), ...headers },
    body: '{"question": "a question of somebody"}',
  });
  await answer.arrayBuffer();
  return { status: answer.status, requestId: answer.headers.get('x-request-id') };
}

/** The span of a request, once it has come, with those of its trace. */
async function traceOf({ requestId }: { requestId: string | null }, service = 'flow-gateway') {
  const isIt = (span: ReceivedSpan) => span.service === service && span.attributes['keyward.request.id'] === requestId;
  await eventually(async () => receiver.spans.some(isIt), 20_000);
  const span = receiver.spans.find(isIt);
  if (span === undefined) throw new Error('no span');
  const below = (parent: ReceivedSpan) => receiver.spans.filter(({ parentSpanId }) => parentSpanId === parent.spanId);
  const step = (name: string) => below(span).find((child) => child.name === name);
  return { span, steps: below(span).map(({ name }) => name), step, below };
}

t.test('a request is one trace, from the gateway to key-management and to the upstream', async (t) => {
  const foreign = '4bf92f3577b34da6a3ce929d0e0e4736';
  const first = await call({ token: key.token, headers: { traceparent: `00-${foreign}-00f067aa0ba902b7-01` } });
  t.equal(first.status, 200);
  const { span, steps, step, below } = await traceOf(first);
  t.equal(span.name, ROUTE);
  t.equal(span.parentSpanId, undefined);
  t.not(span.traceId, foreign, 'a client that nobody trusts does not say which trace it is');
  t.match(span.attributes, {
    'http.request.method': 'POST',
    'http.route': '/api/v1/prediction/{flowId}',
    'http.response.status_code': 200,
    'keyward.key.id': key.id,
  });
  t.same([...steps].sort(), ['limit', 'upstream', 'verify']);
  const [verify, sent] = [step('verify'), step('upstream')];
  if (verify === undefined || sent === undefined) throw new Error('spans are missing');
  t.match(verify.attributes, { 'keyward.cached': false, 'keyward.cache.keys': 'miss', 'keyward.cache.flows': 'miss' });
  await eventually(async () => below(verify).length === 2, 20_000);
  t.same(
    below(verify)
      .map(({ name, service, traceId }) => `${service} ${name} ${traceId}`)
      .sort(),
    [
      `key-management GET /internal/v1/flow-routes/:flowId ${span.traceId}`,
      `key-management POST /oauth2/introspect ${span.traceId}`,
    ],
  );
  t.match(sent.attributes, {
    'server.address': '127.0.0.1',
    'server.port': upstream.port,
    'http.response.status_code': 200,
  });
  t.equal(upstream.traceparents.at(-1), `00-${span.traceId}-${sent.spanId}-01`);

  const second = await traceOf(await call({ token: key.token }));
  t.match(second.step('verify')?.attributes, { 'keyward.cached': true });
  t.same(second.below(second.step('verify') ?? second.span), []);
});

t.test('language models and their list', async (t) => {
  const { id: llmId } = await created(
    cluster.api(0, 'POST', '/upstreams', { body: { name: 'models', kind: 'llm', baseUrl: `${upstream.url}/v1` } }),
  );
  const models = [{ name: 'fast', upstreamId: llmId, upstreamModel: 'their-own-name' }];
  const { id: gatewayId } = await created(cluster.api(0, 'POST', '/gateways', { body: { name: 'Models', models } }));
  const { token } = await created(cluster.api(0, 'POST', `/gateways/${String(gatewayId)}/keys`, { body: {} }));
  const headers = { authorization: `Bearer ${String(token)}`, 'content-type': 'application/json' };
  const url = at(cluster.gateways, 0).url;
  const completion = await fetch(`${url}/v1/chat/completions`, { method: 'POST', headers, body: '{"model": "fast"}' });
  t.equal(completion.status, 200);
  await completion.arrayBuffer();
  const called = await traceOf({ requestId: completion.headers.get('x-request-id') });
  t.same([...called.steps].sort(), ['limit', 'upstream', 'verify']);
  t.match(called.span.name, /^POST \/v1\//);
  t.match(called.step('verify')?.attributes, { 'keyward.cache.gateways': 'miss' });
  const list = await fetch(`${url}/v1/models`, { headers });
  await list.arrayBuffer();
  const listed = await traceOf({ requestId: list.headers.get('x-request-id') });
  t.same([...listed.steps].sort(), ['limit', 'verify'], 'answered by the gateway');
});

t.test('the trace of a trusted proxy goes on, also where it is not recorded', async (t) => {
  const trace = '0af7651916cd43dd8448eb211c80319c';
  const sampled = await call({
    gateway: 1,
    token: key.token,
    headers: { traceparent: `00-${trace}-b7ad6b7169203331-01`, tracestate: 'other=1' },
  });
  const { span } = await traceOf(sampled, 'gateway-behind-a-proxy');
  t.match(span, { traceId: trace, parentSpanId: 'b7ad6b7169203331' });
  const unrecorded = '00000000000000000000000000000001';
  const headers = { traceparent: `00-${unrecorded}-b7ad6b7169203331-00` };
  t.equal((await call({ gateway: 1, token: key.token, headers })).status, 200);
  t.match(upstream.traceparents.at(-1), new RegExp(`^00-${unrecorded}-[0-9a-f]{16}-00$`));
});

t.test('refusals and failures are told by their problems', async (t) => {
  const wrong = await traceOf(await call({ token: `${key.token.slice(0, -1)}x` }));
  t.match(wrong.span.attributes, { 'keyward.problem': '/problems/invalid-token', 'http.response.status_code': 401 });
  t.not(wrong.span.status.code, 2, 'a refusal is no error');
  t.same(wrong.steps, ['verify']);
  const nowhere = await traceOf(await call({ token: key.token, path: '/api/v1/prediction/no-such-flow' }));
  t.equal(nowhere.span.attributes['http.response.status_code'], 404);
  const { body, status, headers } = await cluster.api(0, 'GET', '/api-keys/0000000000000000');
  t.equal(status, 404, String(body.detail));
  const { span } = await traceOf({ requestId: headers.get('x-request-id') }, 'key-management');
  t.equal(span.name, 'GET /v1/workspaces/:workspaceId/api-keys/:keyId');
  t.not(span.status.code, 2);
  t.equal(span.status.message, undefined);
});

t.test('no span holds what a client wrote, a token or a credential', async (t) => {
  const { token } = await cluster.createKey();
  await call({ path: `/api/v1/prediction/${FLOW}?api_key=${token}&secret=in-a-query` });
  await call({ path: '/api/v1/secret-in-a-path', token });
  await call({ token, headers: { 'user-agent': 'secret-in-a-header', cookie: 'secret-in-a-cookie' } });
  await fetch(`${at(cluster.replicas, 0).url}/v1/workspaces/secret-in-a-path/api-keys?name=in-a-query`);
  const last = await fetch(`${at(cluster.replicas, 0).url}/secret-in-a-path?in-a-query`);
  await last.arrayBuffer();
  await traceOf({ requestId: last.headers.get('x-request-id') }, 'key-management');
  const end = await call({ token });
  await traceOf(end);
  const raw = receiver.raw();
  for (const kept of ['secret-in-', 'in-a-query', CANARY, FLOW, 'no-such-flow', 'a question of somebody']) {
    t.notMatch(raw, kept);
  }
  for (const one of [key.token, token, cluster.operatorToken]) {
    t.notMatch(raw, one);
    t.notMatch(raw, one.slice(-49, -6), 'nor its secret part');
  }
  t.notMatch(raw, /kw_(api|mgmt|svc)_/);
  t.notMatch(raw, /readyz|healthz|leases/, 'and nobody has to look past polls');
});

t.test('a stop sends what is left', async (t) => {
  const gateway = await cluster.addGateway({ ...environment, OTEL_BSP_SCHEDULE_DELAY: '60000' });
  const last = await call({ gateway: 2, token: key.token });
  const gone = once(gateway.process, 'exit');
  gateway.signal('SIGTERM');
  await gone;
  t.ok(receiver.spans.some(({ attributes }) => attributes['keyward.request.id'] === last.requestId));
});
