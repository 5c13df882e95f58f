import { ApiRouteAnswer, FlowRouteAnswer, LlmRouteAnswer } from '@keyward/auth';
import t from 'tap';
import { Value } from 'typebox/value';
import { makeTenant, revisionOf, textOf } from '../fixtures/keys.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';
import { workspaceApi } from '../fixtures/workspace-api.ts';

// What gateways are told: the three routes that lead to upstreams, each with its credential in plain text.

const km = await startKeyManagement(t);
const acme = await makeTenant(km, 'Acme');
const { call, make, route } = workspaceApi(km, acme);
const workspaces = `/v1/organizations/${acme.organizationId}/workspaces`;
const staging = {
  ...acme,
  workspaceId: textOf(await km.request({ method: 'POST', path: workspaces, body: { name: 'Staging' } }), 'id'),
};
const inStaging = workspaceApi(km, staging);
const place = { organizationId: acme.organizationId, workspaceId: acme.workspaceId };
const within = `workspaceId=${acme.workspaceId}`;
const across = `organizationId=${acme.organizationId}`;

t.test('a flow server, a custom API and a language model are answered with their credentials', async (t) => {
  const stored = [
    { service: 'flowise', value: 'flowise-secret' },
    { service: 'serpapi', value: 'serp secret' },
    { service: 'anthropic', value: 'sk-ant-secret' },
  ];
  const [flowise = '', serp = '', anthropic = ''] = await Promise.all(
    stored.map(({ service, value }) => make('credentials', { name: service, service, value })),
  );
  const baseUrl = 'https://upstream.example.com/base';
  const flowServer = await make('upstreams', { name: 'flows', kind: 'flow-server', baseUrl, credentialId: flowise });
  const search = await make('upstreams', { name: 'search', kind: 'api', baseUrl, credentialId: serp });
  const claude = await make('upstreams', { name: 'claude', kind: 'llm', baseUrl, credentialId: anthropic });
  const open = await make('upstreams', { name: 'open', kind: 'llm', baseUrl });
  await make('flows', { id: 'bot', upstreamId: flowServer });
  const models = [
    { name: 'smart', upstreamId: claude, upstreamModel: 'claude-sonnet-4-5' },
    { name: 'cheap', upstreamId: open, upstreamModel: null },
    { name: 'fast', upstreamId: claude, upstreamModel: null },
  ];
  const gatewayId = await make('gateways', { name: 'Chat', models, limits: { tokensPerDay: 9 } });
  const revision = await revisionOf(km);

  const flow = await route(`flow-routes/bot?${within}`);
  t.ok(Value.Check(FlowRouteAnswer, flow.body));
  t.same(flow.body.upstream, {
    id: flowServer,
    name: 'flows',
    kind: 'flow-server',
    baseUrl,
    credential: { id: flowise, location: 'bearer', name: null, value: 'flowise-secret' },
  });

  for (const query of [within, across]) {
    const api = await route(`api-routes/search?${query}`);
    t.ok(Value.Check(ApiRouteAnswer, api.body));
    t.same(api.body, {
      found: true,
      ...place,
      upstream: {
        id: search,
        name: 'search',
        kind: 'api',
        baseUrl,
        credential: { id: serp, location: 'query', name: 'api_key', value: 'serp secret' },
      },
      revision,
    });
  }

  const llm = await route(`llm-routes/${gatewayId}`);
  t.ok(Value.Check(LlmRouteAnswer, llm.body));
  const createdAt = Object(llm.body.gateway).createdAt;
  t.ok(Math.abs(createdAt - Date.now() / 1000) < 60, 'seconds since the epoch');
  t.same(llm.body, {
    found: true,
    gateway: { id: gatewayId, name: 'Chat', ...place, limits: { tokensPerDay: 9 }, createdAt },
    models,
    upstreams: [
      {
        id: claude,
        name: 'claude',
        kind: 'llm',
        baseUrl,
        credential: { id: anthropic, location: 'header', name: 'x-api-key', value: 'sk-ant-secret' },
      },
      { id: open, name: 'open', kind: 'llm', baseUrl, credential: null },
    ],
    revision,
  });
  for (const { headers } of [flow, llm]) t.equal(headers['cache-control'], 'no-store');
});

t.test('a custom API is found by its kind, in its workspace, or where its name is plain', async (t) => {
  const baseUrl = 'https://api.example.com';
  await make('upstreams', { name: 'model', kind: 'llm', baseUrl });
  t.match((await route(`api-routes/model?${within}`)).body, { found: false }, 'another kind is no custom API');
  t.same((await route(`api-routes/nobody?${within}`)).body, { found: false, revision: await revisionOf(km) });

  await make('upstreams', { name: 'twice', kind: 'api', baseUrl });
  const other = await inStaging.make('upstreams', { name: 'twice', kind: 'api', baseUrl });
  t.match((await route(`api-routes/twice?${across}`)).body, { found: false });
  const there = await route(`api-routes/twice?workspaceId=${staging.workspaceId}`);
  t.match(there.body, { found: true, workspaceId: staging.workspaceId, upstream: { id: other } });
  for (const query of ['', `?${within}&${across}`, '?workspaceId=x', `?${within}&${within}`]) {
    t.equal((await route(`api-routes/twice${query}`)).status, 400, query);
  }
  for (const name of ['UPPER', 'a.b', '..', '%00', 'x'.repeat(64)]) {
    t.equal((await route(`api-routes/${name}?${within}`)).status, 404, name);
  }
});

t.test('a credential that is deleted by force, or unreadable, is never left out in silence', async (t) => {
  const credentialId = await make('credentials', { name: 'Doomed', service: 'stripe', value: 'sk_test_doomed' });
  await make('upstreams', { name: 'pay', kind: 'api', baseUrl: 'https://api.stripe.com', credentialId });
  await km.database.query("update credentials set kid = 'gone' where id = $1", [credentialId]);
  const unreadable = await route(`api-routes/pay?${within}`);
  t.ok(Value.Check(ApiRouteAnswer, unreadable.body));
  t.match(unreadable.body, {
    found: true,
    upstream: { credential: { id: credentialId, unreadable: { kid: 'gone' } } },
  });
  t.notMatch(unreadable.text, 'sk_test_doomed');
  t.equal((await call('DELETE', `credentials/${credentialId}?force=true`)).status, 200);
  const deleted = await route(`api-routes/pay?${within}`);
  t.same(Object(deleted.body.upstream).credential, { id: credentialId, unreadable: { kid: '' } });
});

t.test('a gateway goes with its workspace', async (t) => {
  const upstreamId = await inStaging.make('upstreams', {
    name: 'llm',
    kind: 'llm',
    baseUrl: 'https://llm.example.com',
  });
  const gatewayId = await inStaging.make('gateways', { name: 'Short', models: [{ name: 'm', upstreamId }] });
  t.match((await route(`llm-routes/${gatewayId}`)).body, {
    found: true,
    gateway: { workspaceId: staging.workspaceId },
  });
  t.match((await route('llm-routes/AAAAAAAAAAAAAAAA')).body, { found: false });
  await km.request({ method: 'DELETE', path: inStaging.path });
  t.same((await route(`llm-routes/${gatewayId}`)).body, { found: false, revision: await revisionOf(km) });
  t.match((await route(`api-routes/twice?${across}`)).body, { found: true }, 'now it is plain');
});

t.test('the revision is that of the same snapshot as the value', async (t) => {
  const credentialId = await make('credentials', { name: 'Turning', service: 'openai', value: 'turn-0' });
  const baseUrl = 'https://api.openai.com/v1';
  const upstreamId = await make('upstreams', { name: 'turning', kind: 'llm', baseUrl, credentialId });
  const gatewayId = await make('gateways', { name: 'Turning', models: [{ name: 'm', upstreamId }] });
  let stop = false;
  const seen: { revision: unknown; value: unknown }[] = [];
  const reading = (async () => {
    while (!stop) {
      const { body } = await route(`llm-routes/${gatewayId}`);
      const [upstream] = Array.isArray(body.upstreams) ? body.upstreams : [];
      seen.push({ revision: body.revision, value: upstream.credential.value });
    }
  })();
  const expected = new Map<unknown, string>([[await revisionOf(km), 'turn-0']]);
  for (let turn = 1; turn <= 12; turn++) {
    await call('PATCH', `credentials/${credentialId}`, { value: `turn-${turn}` });
    expected.set(await revisionOf(km), `turn-${turn}`);
  }
  stop = true;
  await reading;
  t.ok(seen.length > 6, `${seen.length} readings`);
  t.same(
    seen.filter(({ revision, value }) => expected.get(revision) !== value),
    [],
  );
});

t.test('only a service key is told', async (t) => {
  const questions = [`api-routes/search?${within}`, 'llm-routes/AAAAAAAAAAAAAAAA', 'flow-routes/bot'];
  for (const question of questions) {
    const path = `/internal/v1/${question}`;
    t.equal((await km.request({ path })).status, 403, question);
    t.equal((await km.request({ path, token: null })).status, 401);
  }
});
