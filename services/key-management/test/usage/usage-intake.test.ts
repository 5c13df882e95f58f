import { aUsageBatch } from '@keyward/auth/testing';
import t from 'tap';
import { countsOf, requestsOf } from '../fixtures/counted-usage.ts';
import { apiKeysPath, makeApiKey, makeTenant } from '../fixtures/keys.ts';
import { reportUsage } from '../fixtures/reporting-gateway.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';

const km = await startKeyManagement(t);
const HOUR_MS = 3_600_000;

t.test('counts are added up by hour, where the key belongs', async (t) => {
  const { id } = await makeApiKey(km, km.workspaceId);
  const row = {
    keyId: id,
    workspaceId: km.workspaceId,
    flowId: 'support-bot',
    requests: 2,
    latencyMsSum: 300,
    latencyMsMax: 250,
    bytesIn: 10,
    bytesOut: 20,
  };
  const tokens = { keyId: id, permission: null, model: 'gpt-4o', promptTokens: 7, completionTokens: 11 };
  const batch = aUsageBatch({ counts: [row, { ...row, latencyMsMax: 100 }, { ...row, outcome: 'limited' }, tokens] });
  t.same(await reportUsage(km, batch), [batch.batchId]);
  t.same((await reportUsage(km, aUsageBatch({ counts: [row] }))).length, 1);
  t.match(await countsOf(km.database, id), [
    { outcome: 'limited', requests: 2 },
    {
      organization_id: km.organizationId,
      workspace_id: km.workspaceId,
      outcome: 'ok',
      flow_id: '',
      model: 'gpt-4o',
      permission: '',
      prompt_tokens: 7,
      completion_tokens: 11,
    },
    {
      outcome: 'ok',
      flow_id: 'support-bot',
      permission: 'flows:execute',
      requests: 6,
      latency_ms_sum: 900,
      latency_ms_max: 250,
      bytes_in: 30,
      bytes_out: 60,
    },
  ]);
});

t.test('a batch is added once, however often and wherever it is sent', async (t) => {
  const { id } = await makeApiKey(km, km.workspaceId);
  const batch = aUsageBatch({ counts: [{ keyId: id, requests: 5 }], denials: [{ keyId: id }] });
  const taken = await Promise.all([
    reportUsage(km, batch),
    reportUsage(km, batch, batch),
    reportUsage(km, batch),
    reportUsage(km, aUsageBatch({ counts: [{ keyId: id, requests: 1 }] }), batch),
  ]);
  t.ok(
    taken.every((ids) => ids.includes(batch.batchId)),
    'every answer says that it is in',
  );
  t.equal(await requestsOf(km.database, id), 6);
  t.equal((await km.database.query('select 1 from denials where key_id = $1', [id])).length, 1);
});

t.test('batches may come late and out of order', async (t) => {
  const { id } = await makeApiKey(km, km.workspaceId);
  const at = (ms: number) => Math.floor((Date.now() - ms) / HOUR_MS) * 3600;
  const later = aUsageBatch({
    counts: [{ keyId: id, hour: at(0) }],
    keyUses: [{ keyId: id, at: Date.now(), ip: null }],
  });
  const earlier = aUsageBatch({
    counts: [{ keyId: id, hour: at(20 * HOUR_MS), requests: 3 }],
    keyUses: [{ keyId: id, at: Date.now() - 20 * HOUR_MS, ip: '198.51.100.1' }],
  });
  await reportUsage(km, later);
  await reportUsage(km, earlier);
  t.match(await countsOf(km.database, id), [{ requests: 3 }, { requests: 1 }]);
  const { body } = await km.request({ path: `${apiKeysPath(km.workspaceId)}/${id}` });
  t.equal(body.lastUsedAt, new Date(later.keyUses.at[0] ?? 0).toISOString(), 'the newest use wins');
});

t.test('a clock that is wrong does not put counts into the future or the far past', async (t) => {
  const { id } = await makeApiKey(km, km.workspaceId);
  const before = Date.now();
  const year = 366 * 24 * HOUR_MS;
  for (const moment of [before + year, before - year, 0, before + 2 * HOUR_MS]) {
    const hour = Math.floor(moment / HOUR_MS) * 3600;
    const batch = aUsageBatch({
      counts: [{ keyId: id, hour }],
      keyUses: [{ keyId: id, at: moment, ip: null }],
      denials: [{ keyId: id, at: moment }],
    });
    t.equal((await reportUsage(km, batch)).length, 1);
  }
  const hours = (await countsOf(km.database, id)).map(({ hour }) =>
    hour instanceof Date ? hour.getTime() : Number.NaN,
  );
  t.ok(
    hours.every((hour) => hour <= Date.now() && hour >= before - HOUR_MS),
    'they count in the hour of their arrival',
  );
  t.equal(await requestsOf(km.database, id), 4);
  const { body } = await km.request({ path: `${apiKeysPath(km.workspaceId)}/${id}` });
  const lastUsed = Date.parse(String(body.lastUsedAt));
  t.ok(lastUsed >= before - 5_000 && lastUsed <= Date.now() + 5_000);
  const [denied] = await km.database.query('select max(at) > now() as ahead from denials where key_id = $1', [id]);
  t.same(denied, { ahead: false });
});

t.test('rows of a key that does not exist are dropped, the others stay', async (t) => {
  const { id } = await makeApiKey(km, km.workspaceId);
  const unknown = { keyId: 'nobodysKey000000' };
  const uses = { at: Date.now(), ip: '203.0.113.7' };
  const batch = aUsageBatch({
    counts: [unknown, { keyId: id }, unknown, { keyId: "'; drop table keys; --" }],
    keyUses: [
      { ...unknown, ...uses },
      { keyId: id, ...uses, ip: 'no address' },
    ],
    denials: [unknown, { keyId: id }],
    credentialUses: [{ credentialId: 'nobodysCredentia', at: Date.now() }],
  });
  t.same(await reportUsage(km, batch), [batch.batchId]);
  t.equal(await requestsOf(km.database, id), 1);
  t.equal(await requestsOf(km.database, 'nobodysKey000000'), 0);
  t.equal((await km.database.query("select 1 from denials where key_id = 'nobodysKey000000'")).length, 0);
});

t.test('a revoked key is still counted, also where its id lives again elsewhere', async (t) => {
  const { id } = await makeApiKey(km, km.workspaceId);
  await km.request({ method: 'DELETE', path: `${apiKeysPath(km.workspaceId)}/${id}` });
  await reportUsage(
    km,
    aUsageBatch({ counts: [{ keyId: id, outcome: 'denied:invalid-token' }], denials: [{ keyId: id }] }),
  );
  t.equal(await requestsOf(km.database, id), 1);

  const other = await makeTenant(km, 'Elsewhere');
  await km.database.query(
    `insert into keys (id, kind, organization_id, workspace_id, name, name_key, display, hash, permissions, limits,
       metadata, tags, created_at, created_by, updated_at, origin)
     select id, kind, $2, $3, name, name_key, display, hash, permissions, limits, metadata, tags, now(), 'x', now(),
       'imported' from keys where id = $1`,
    [id, other.organizationId, other.workspaceId],
  );
  await reportUsage(km, aUsageBatch({ counts: [{ keyId: id, requests: 7 }] }));
  t.match(
    (await countsOf(km.database, id)).map(({ organization_id, requests }) => [organization_id, requests]),
    [
      [km.organizationId, 1],
      [other.organizationId, 7],
    ],
  );
});

t.test('a gateway cannot count in a workspace that the key has nothing to do with', async (t) => {
  const other = await makeTenant(km, 'Not theirs');
  const { id } = await makeApiKey(km, km.workspaceId);
  const wide = await km.request({
    method: 'POST',
    path: `/v1/organizations/${km.organizationId}/api-keys`,
    body: { name: 'Wide' },
  });
  const wideId = String(wide.body.id);
  await reportUsage(
    km,
    aUsageBatch({
      counts: [
        { keyId: id, workspaceId: other.workspaceId },
        { keyId: wideId, workspaceId: other.workspaceId },
        { keyId: wideId, workspaceId: km.workspaceId, requests: 2 },
      ],
      denials: [{ keyId: wideId, workspaceId: other.workspaceId }],
    }),
  );
  t.match(await countsOf(km.database, id), [{ workspace_id: km.workspaceId }]);
  const wideCounts = (await countsOf(km.database, wideId)).map(({ workspace_id, requests }) => [
    workspace_id,
    requests,
  ]);
  t.same(
    new Map(wideCounts.map(([workspaceId, requests]) => [workspaceId, requests])),
    new Map([
      ['', 1],
      [km.workspaceId, 2],
    ]),
  );
  t.same(await km.database.query('select workspace_id from denials where key_id = $1', [wideId]), [
    { workspace_id: null },
  ]);
});

t.test('a last use changes nothing else of a key, and tells no gateway', async (t) => {
  const { id } = await makeApiKey(km, km.workspaceId);
  const path = `${apiKeysPath(km.workspaceId)}/${id}`;
  const before = await km.request({ path });
  const state = 'select revision, (select version from keys where id = $1) as version from change_counter';
  const [counter] = await km.database.query(state, [id]);
  const at = Date.now() - 60_000;
  await reportUsage(km, aUsageBatch({ keyUses: [{ keyId: id, at, ip: '::ffff:203.0.113.7' }] }));
  const after = await km.request({ path });
  t.same({ ...after.body, lastUsedAt: null, lastUsedIp: null }, { ...before.body, lastUsedIp: null });
  t.match(after.body, { lastUsedAt: new Date(at).toISOString(), lastUsedIp: '203.0.113.7' });
  t.equal(after.headers.etag, before.headers.etag);
  t.same((await km.database.query(state, [id]))[0], counter);
  await reportUsage(km, aUsageBatch({ keyUses: [{ keyId: id, at: at + 30_000, ip: null }] }));
  t.match(
    (await km.request({ path })).body,
    { lastUsedIp: '203.0.113.7' },
    'an unknown address wipes out no known one',
  );
});

t.test('columns of different lengths, and texts that Postgres can not keep, are refused', async (t) => {
  const { counts, ...batch } = aUsageBatch({ counts: [{}, {}] });
  const gone = { method: 'POST', path: '/internal/v1/leases/neverGranted0000/poll', token: km.serviceToken } as const;
  const send = (usage: unknown) => km.request({ ...gone, body: { revision: 0, usage } });
  t.match(await send([{ ...batch, counts: { ...counts, model: [null] } }]), {
    status: 400,
    body: { errors: [{ pointer: '/usage/0/counts/model', detail: 'must have 2 members' }] },
  });
  t.match(await send([{ ...batch, counts: { ...counts, model: ['a', 'b\0'] } }]), {
    status: 400,
    body: { errors: [{ pointer: '/usage/0/counts/model/1' }] },
  });
  t.equal((await send([{ ...batch, counts }])).status, 410, 'without a lease nothing is taken in');
  t.same(await km.database.query('select 1 from usage_batches where batch_id = $1', [batch.batchId]), []);
});
