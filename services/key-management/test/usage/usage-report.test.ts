import { aUsageBatch, type CountedRow } from '@keyward/auth/testing';
import t from 'tap';
import { apiKeysPath, makeApiKey, makeManagementKey, makeTenant } from '../fixtures/keys.ts';
import { reportUsage } from '../fixtures/reporting-gateway.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';

const km = await startKeyManagement(t);
const HOUR_S = 3600;
const thisHour = Math.floor(Date.now() / 1000 / HOUR_S) * HOUR_S;
const ago = (hours: number) => new Date((thisHour - hours * HOUR_S) * 1000).toISOString();

const tenant = await makeTenant(km, 'Acme');
const { id: web } = await makeApiKey(km, tenant.workspaceId, { name: 'web' });
const { id: app } = await makeApiKey(km, tenant.workspaceId, { name: 'app' });
const usage = `/v1/workspaces/${tenant.workspaceId}/usage`;

const row = (keyId: string, hours: number, more: Partial<CountedRow> = {}): Partial<CountedRow> => ({
  keyId,
  hour: thisHour - hours * HOUR_S,
  flowId: 'support-bot',
  ...more,
});
await reportUsage(
  km,
  aUsageBatch({
    counts: [
      row(web, 1, { requests: 10, latencyMsSum: 1000, latencyMsMax: 400, bytesIn: 5, bytesOut: 50 }),
      row(web, 1, { requests: 2, outcome: 'denied:flow-not-allowed', flowId: 'other' }),
      row(web, 2, { requests: 4, outcome: 'limited' }),
      row(app, 1, { requests: 1, outcome: 'upstream-error', latencyMsSum: 9, latencyMsMax: 9 }),
      row(app, 30, { requests: 3, flowId: null, model: '=gpt-"4o"', promptTokens: 100, completionTokens: 20 }),
    ],
  }),
);

t.test('without parameters it is a month by days, with totals', async (t) => {
  const { status, body, items } = await km.request({ path: usage });
  t.equal(status, 200);
  t.match(body, {
    step: 'day',
    totals: {
      requests: 20,
      ok: 13,
      denied: 2,
      limited: 4,
      upstreamErrors: 1,
      latencyMsAverage: 50.5,
      latencyMsMax: 400,
      bytesIn: 5,
      bytesOut: 50,
      promptTokens: 100,
      completionTokens: 20,
    },
  });
  t.ok(items.length >= 2, 'more than one day');
  t.ok(items.every(({ start }) => String(start).endsWith('T00:00:00.000Z')));
  t.notOk(items.some((item) => 'keyId' in item));
});

t.test('it is told apart by what is asked for, in steps', async (t) => {
  const path = `${usage}?step=hour&groupBy=key,flow,outcome&from=${ago(2)}&to=${ago(0)}`;
  const { items, body } = await km.request({ path });
  t.match(items, [
    { start: ago(2), keyId: web, flowId: 'support-bot', outcome: 'limited', requests: 4 },
    { start: ago(1), keyId: web, flowId: 'support-bot', outcome: 'ok', requests: 10 },
    { start: ago(1), keyId: web, flowId: 'other', outcome: 'denied:flow-not-allowed', requests: 2, denied: 2 },
    { start: ago(1), keyId: app, flowId: 'support-bot', outcome: 'upstream-error', requests: 1 },
  ]);
  t.match(body, { totals: { requests: 17 } });
  const total = await km.request({ path: `${usage}?step=total&groupBy=model,permission,api,workspace` });
  t.match(total.items, [
    { start: null, model: null, permission: 'flows:execute', api: null, workspaceId: tenant.workspaceId, requests: 17 },
    { start: null, model: '=gpt-"4o"', requests: 3 },
  ]);
});

t.test('a range takes whole hours, its end excluded', async (t) => {
  const requests = async (from: string, to: string) => {
    const { body } = await km.request({ path: `${usage}?step=total&from=${from}&to=${to}` });
    return Object(body.totals).requests;
  };
  t.equal(await requests(ago(2), ago(1)), 4);
  t.equal(await requests(ago(2).replace('00:00.000', '59:59.999'), ago(1)), 4, 'from the beginning of its hour');
  t.equal(await requests(ago(1), ago(0)), 13);
  t.equal(await requests('1970-01-01T00:00:00Z', ago(-1)), 20);
  t.equal(await requests('0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z'), 20);
  const empty = await km.request({ path: `${usage}?from=${ago(3)}&to=${ago(2)}` });
  t.match(empty.body, { items: [], totals: { requests: 0, latencyMsAverage: null } });
});

t.test('as CSV', async (t) => {
  const path = `${usage}?step=total&groupBy=key,model`;
  const { headers, text } = await km.request({ path, headers: { accept: 'text/csv' } });
  t.match(headers, { 'content-type': /^text\/csv/, 'content-disposition': /usage\.csv/, vary: /accept/ });
  const [header = '', ...lines] = text.trimEnd().split('\r\n');
  t.equal(
    header,
    'start,keyId,model,requests,ok,denied,limited,upstreamErrors,latencyMsAverage,latencyMsMax,bytesIn,bytesOut,promptTokens,completionTokens',
  );
  t.same(
    lines.toSorted(),
    [
      `,${web},,16,10,2,4,0,62.5,400,5,50,0,0`,
      `,${app},"'=gpt-""4o""",3,3,0,0,0,0,0,0,0,100,20`,
      `,${app},,1,0,0,0,1,9,9,0,0,0,0`,
    ].toSorted(),
    'a model that is called like a formula is none in a spreadsheet',
  );
  const json = await km.request({ path, headers: { accept: 'application/json, text/csv;q=0.1' } });
  t.match(json.headers, { 'content-type': /^application\/json/ });
});

t.test('of one key, wherever it is listed, also once it is revoked', async (t) => {
  const key = `${apiKeysPath(tenant.workspaceId)}/${web}`;
  t.match((await km.request({ path: `${key}/usage?step=total` })).items, [{ requests: 16 }]);
  await km.request({ method: 'DELETE', path: key });
  t.match((await km.request({ path: `${key}/usage?step=total` })).items, [{ requests: 16 }]);

  const list = `/v1/organizations/${tenant.organizationId}/api-keys`;
  const { body: wide } = await km.request({ method: 'POST', path: list, body: { name: 'wide' } });
  const wideId = String(wide.id);
  const { workspaceId } = tenant;
  await reportUsage(
    km,
    aUsageBatch({
      counts: [
        { keyId: wideId, workspaceId },
        { keyId: wideId, requests: 2 },
      ],
    }),
  );
  t.match((await km.request({ path: `${list}/${wideId}/usage?step=total&groupBy=workspace` })).items, [
    { workspaceId: null, requests: 2 },
    { workspaceId, requests: 1 },
  ]);
  t.match((await km.request({ path: `${usage}?step=total&groupBy=key&from=${ago(0)}` })).items, [
    { keyId: wideId, requests: 1 },
  ]);
  const elsewhere = await km.request({ path: `${apiKeysPath(km.workspaceId)}/${web}/usage` });
  t.equal(elsewhere.status, 404);
});

t.test('a gateway key tells its models and tokens', async (t) => {
  const workspace = `/v1/workspaces/${tenant.workspaceId}`;
  const make = async (path: string, body: object) =>
    String((await km.request({ method: 'POST', path: `${workspace}${path}`, body })).body.id);
  const upstreamId = await make('/upstreams', { name: 'llm', kind: 'llm', baseUrl: 'https://llm.example.com/v1' });
  const gatewayId = await make('/gateways', { name: 'chat', models: [{ name: 'gpt-4o', upstreamId }] });
  const keyId = await make(`/gateways/${gatewayId}/keys`, { name: 'chat' });
  const tokens = { model: 'gpt-4o', promptTokens: 5, completionTokens: 6 };
  await reportUsage(km, aUsageBatch({ counts: [{ keyId, permission: null, ...tokens }] }));
  const path = `${workspace}/gateways/${gatewayId}/keys/${keyId}/usage?step=total&groupBy=model`;
  t.match((await km.request({ path })).items, [tokens]);
  const other = `${workspace}/gateways/AAAAAAAAAAAAAAAA/keys/${keyId}/usage`;
  t.equal((await km.request({ path: other })).status, 404);
});

t.test('what is no query is refused', async (t) => {
  for (const [query, pointer] of [
    ['step=week', '/step'],
    ['groupBy=key,key2', '/groupBy'],
    ['groupBy=', '/groupBy'],
    ['from=yesterday', '/from'],
    [`from=${ago(1)}&to=${ago(2)}`, '/from'],
    [`from=2016-12-31T23:59:60Z`, '/from'],
    ['to=0000-01-01T00:00:00Z', '/from'],
    ['limit=5', '/limit'],
  ] as const) {
    const { status, body } = await km.request({ path: `${usage}?${query}` });
    t.match(
      { status, body },
      { status: 400, body: { type: '/problems/validation-failed', errors: [{ pointer }] } },
      query,
    );
  }
});

t.test('it takes usage:view', async (t) => {
  const body = { permissions: ['apikeys:view', 'audit:view'] };
  const { token } = await makeManagementKey(km, tenant.organizationId, body);
  for (const path of [
    usage,
    `${apiKeysPath(tenant.workspaceId)}/${app}/usage`,
    `/v1/workspaces/${tenant.workspaceId}/denials`,
    `/v1/organizations/${tenant.organizationId}/denials`,
  ]) {
    t.match(await km.request({ path, token }), { status: 403, body: { scope: 'usage:view' } }, path);
  }
});
