import { setTimeout as delay } from 'node:timers/promises';
import { mintToken } from '@keyward/auth';
import { leaseAnswer } from '@keyward/auth/testing';
import OpenAI from 'openai';
import { Registry } from 'prom-client';
import t from 'tap';

import { eventually } from '../fixtures/eventually.ts';
import { startOpenAiOrigin } from '../fixtures/openai-origin.ts';
import { startOrigin } from '../fixtures/origins.ts';
import { ORGANIZATION, startGateway, WORKSPACE } from '../fixtures/start-gateway.ts';

type Gateway = Awaited<ReturnType<typeof startGateway>>;

/** All that the gateway has handed in, row by row. */
function reported({ feed }: Gateway) {
  const counts = feed.usage.flatMap(({ counts }) =>
    counts.keyId.map((keyId, at) => ({
      keyId,
      workspaceId: counts.workspaceId[at],
      flowId: counts.flowId[at],
      model: counts.model[at],
      api: counts.api[at],
      permission: counts.permission[at],
      outcome: counts.outcome[at],
      requests: counts.requests[at] ?? 0,
      latencyMsSum: counts.latencyMsSum[at] ?? 0,
      bytesIn: counts.bytesIn[at] ?? 0,
      bytesOut: counts.bytesOut[at] ?? 0,
      tokens: [counts.promptTokens[at], counts.completionTokens[at]],
    })),
  );
  const keyUses = new Map(feed.usage.flatMap(({ keyUses }) => keyUses.keyId.map((id, at) => [id, keyUses.ip[at]])));
  const credentials = feed.usage.flatMap(({ credentialUses }) => credentialUses.credentialId);
  return { counts, keyUses, credentials, denials: feed.usage.flatMap(({ denials }) => denials) };
}

t.test('the log, the usage and the metrics tell the same of how long a request took', async (t) => {
  const UPSTREAM_MS = 60;
  const metrics = new Registry();
  const gateway = await startGateway(t, {}, { usageEveryMs: 50, metrics });
  const origin = await startOrigin(t, async (_request, response) => {
    await delay(UPSTREAM_MS);
    response.end('late');
  });
  const path = `/api/v1/prediction/${gateway.addFlow({ baseUrl: origin.url })}`;
  const started = performance.now();
  const answer = await fetch(gateway.url + path, { method: 'POST', headers: { 'x-api-key': gateway.addKey() } });
  await answer.text();
  await eventually(() => reported(gateway).counts.length === 1 && gateway.log().includes('"answered"'));
  const elapsed = performance.now() - started;

  const line = gateway
    .log()
    .split('\n')
    .find((one) => one.includes('"answered"'));
  const { durationMs } = JSON.parse(line ?? '{}');
  // A timer may come a moment early.
  t.ok(durationMs >= UPSTREAM_MS - 2 && durationMs <= elapsed, `${durationMs} of ${elapsed} ms`);
  const latencyMs = reported(gateway).counts[0]?.latencyMsSum ?? 0;
  t.ok(Math.abs(latencyMs - durationMs) <= 0.551, `${latencyMs} ms, ${durationMs} ms`);
  const [, seconds] = /request_duration_seconds_sum\{route="\/api.* (\S+)$/m.exec(await metrics.metrics()) ?? [];
  t.ok(Math.abs(Number(seconds) * 1000 - durationMs) <= 0.051, `${seconds} s, ${durationMs} ms`);
});

t.test('requests are counted by key, destination and outcome', async (t) => {
  const gateway = await startGateway(t, {}, { usageEveryMs: 50 });
  const origin = await startOrigin(t, (request, response) => {
    response.statusCode = request.url?.includes('fail') ? 500 : 200;
    request.resume().once('end', () => response.end('x'.repeat(1000)));
  });
  const flowId = gateway.addFlow({ baseUrl: origin.url });
  const away = gateway.addFlow({ baseUrl: 'http://127.0.0.1:1' });
  const api = gateway.routes.addApi({
    baseUrl: origin.url,
    credential: { id: 'credential000001', location: 'bearer', name: null, value: 'the-secret' },
  });
  const token = gateway.addKey({ scope: 'flows:execute apis:call' });
  const limited = gateway.addKey({ keyward: { limits: { requestsPerMinute: 1 } } });
  const call = async (path: string, key = token) => {
    const headers = { 'x-api-key': key };
    const answer = await fetch(gateway.url + path, { method: 'POST', headers, body: 'y'.repeat(2000) });
    await answer.text();
    return answer.headers.get('x-request-id');
  };
  const prediction = (id: string) => `/api/v1/prediction/${id}`;

  for (let calls = 0; calls < 3; calls++) await call(prediction(flowId));
  await call(`${prediction(flowId)}?fail`);
  await call(prediction(away));
  await call(`/apis/${api.name}/some/where`);
  await call('/apis/made-up-name/x');
  const refusedId = await call(prediction('made-up-flow'));
  await call(prediction(flowId), limited);
  await call(prediction(flowId), limited);
  await call(prediction(flowId), gateway.addKey({ scope: 'logs:view', client_id: 'key-of-the-logs' }));
  await call(prediction(flowId), mintToken('api').token);
  await fetch(`${gateway.url}/auth/verify`, { headers: { 'x-api-key': token } });

  const [id, limitedId] = [gateway.keyId(token), gateway.keyId(limited)];
  const sum = () => reported(gateway).counts.reduce((all, { requests }) => all + requests, 0);
  await eventually(() => sum() === 12);
  const { counts, keyUses, credentials, denials } = reported(gateway);
  const of = (keyId: string, outcome: string, where: object) => {
    const fitting = counts.filter((row) => row.keyId === keyId && row.outcome === outcome);
    return fitting.filter((row) => Object.entries(where).every(([name, value]) => Reflect.get(row, name) === value));
  };
  const requests = (rows: { requests: number }[]) => rows.reduce((all, row) => all + row.requests, 0);
  const flow = { workspaceId: WORKSPACE, flowId, model: null, api: null, permission: 'flows:execute' };
  t.equal(requests(of(id, 'ok', flow)), 3);
  const [row] = of(id, 'ok', flow);
  t.ok(row !== undefined && row.bytesIn / row.requests >= 2000 && row.bytesIn / row.requests < 2500);
  t.ok(row !== undefined && row.bytesOut / row.requests >= 1000 && row.bytesOut / row.requests < 1500);
  t.ok(row !== undefined && row.latencyMsSum >= 0 && Number.isInteger(row.latencyMsSum));
  t.equal(requests(of(id, 'upstream-error', flow)), 1, "the upstream's own 500");
  t.equal(requests(of(id, 'upstream-error', { flowId: away })), 1);
  t.equal(requests(of(id, 'ok', { api: api.name, permission: 'apis:call', workspaceId: WORKSPACE })), 1);
  t.equal(requests(of(id, 'denied:upstream-not-found', { api: null })), 1, 'not by a name that was made up');
  t.equal(requests(of(id, 'denied:flow-not-found', { flowId: null })), 1);
  t.equal(requests(of(id, 'ok', { permission: null })), 1, '/auth/verify');
  t.equal(requests(of(limitedId, 'ok', flow)), 1);
  t.equal(requests(of(limitedId, 'limited', flow)), 1);
  t.equal(requests(of('key-of-the-logs', 'denied:insufficient-scope', flow)), 1);

  t.same(Object.fromEntries(keyUses), { [id]: '127.0.0.1', [limitedId]: '127.0.0.1' }, 'keys that were let in');
  t.same(new Set(credentials), new Set(['credential000001']));
  const denial = denials.find(({ requestId }) => requestId === refusedId);
  t.match(denial, {
    keyId: id,
    route: 'POST /api/v1/prediction/{flowId}',
    flowId: 'made-up-flow',
    status: 404,
    problem: '/problems/flow-not-found',
    detail: 'No flow with this id is registered.',
    ip: '127.0.0.1',
  });
  t.same(
    denials.map(({ status }) => status).sort((a, b) => a - b),
    [403, 404, 404, 429],
  );
  const text = JSON.stringify(gateway.feed.usage);
  for (const secret of [token, limited, 'the-secret', 'some/where']) t.notMatch(text, secret);
});

t.test('the owner of a key that is revoked or has expired is told so, the client is not', async (t) => {
  const gateway = await startGateway(t, {}, { usageEveryMs: 50 });
  const before = gateway.keyManagement.answerWith(() => ({}));
  let reason = 'revoked';
  gateway.keyManagement.answerWith((question) => {
    if (question.path !== '/oauth2/introspect') return before(question);
    return { body: { active: false, keyward: { revision: gateway.feed.revision, reason } } };
  });
  for (reason of ['revoked', 'expired', 'unknown']) {
    const { token, id } = mintToken('api');
    const answer = await fetch(`${gateway.url}/api/v1/prediction/x`, {
      method: 'POST',
      headers: { 'x-api-key': token },
    });
    t.equal(JSON.parse(await answer.text()).detail, 'The token is unknown, revoked or expired.');
    if (reason === 'unknown') continue;
    await eventually(() => reported(gateway).denials.some(({ keyId }) => keyId === id));
    const denial = reported(gateway).denials.find(({ keyId }) => keyId === id);
    t.match(denial, { status: 401, problem: '/problems/invalid-token', detail: new RegExp(reason) });
  }
  t.equal(reported(gateway).denials.length, 2, 'what is unknown is of no key');
  t.equal(reported(gateway).keyUses.size, 0);
});

t.test('tokens of language models', async (t) => {
  const gateway = await startGateway(t, {}, { usageEveryMs: 50 });
  const provider = await startOpenAiOrigin(t);
  const gatewayId = gateway.routes.addGateway([{ name: 'm', baseUrl: provider.baseUrl, upstreamModel: 'theirs' }]);
  const apiKey = gateway.addGatewayKey(gatewayId);
  const client = new OpenAI({ apiKey, baseURL: `${gateway.url}/v1`, maxRetries: 0 });
  await client.chat.completions.create({ model: 'm', messages: [] });
  await client.chat.completions.create({ model: 'made-up', messages: [] }).catch(() => undefined);
  await eventually(() => reported(gateway).counts.length === 2);
  const { counts } = reported(gateway);
  const base = { keyId: gateway.keyId(apiKey), workspaceId: WORKSPACE, flowId: null, permission: null };
  t.match(counts, [
    { ...base, outcome: 'ok', model: 'm', tokens: [7, 4] },
    { ...base, outcome: 'denied:model-not-found', model: null, tokens: [0, 0] },
  ]);
});

t.test('nothing is lost while key-management is away or does not take it, and at a graceful stop', async (t) => {
  const gateway = await startGateway(t, {}, { usageEveryMs: 20 });
  const origin = await startOrigin(t, (_request, response) => response.end('hello'));
  const flowId = gateway.addFlow({ baseUrl: origin.url, organizationId: ORGANIZATION });
  const token = gateway.addKey();
  const call = async () => {
    const headers = { 'x-api-key': token };
    await (await fetch(`${gateway.url}/api/v1/prediction/${flowId}`, { method: 'POST', headers })).text();
  };
  const sum = () => reported(gateway).counts.reduce((all, { requests }) => all + requests, 0);
  await call();
  await eventually(() => sum() === 1);
  gateway.feed.takeUsage(false);
  await call();
  await call();
  let refusedPolls = 0;
  const before = gateway.keyManagement.answerWith(() => ({}));
  gateway.keyManagement.answerWith((question) => {
    if (leaseAnswer(question) !== undefined && question.text.includes('usage') && refusedPolls++ < 1)
      return { reset: true };
    return before(question);
  });
  await eventually(() => refusedPolls === 1);
  await call();
  t.equal(sum(), 1);
  gateway.feed.takeUsage(true);
  const started = performance.now();
  await gateway.app.close();
  t.ok(performance.now() - started < 2_500);
  t.equal(sum(), 4, 'each once');
});
