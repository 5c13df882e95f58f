import {
  FlowRouteAnswer,
  IntrospectionActive,
  IntrospectionAnswer,
  KeyLimitsSchema,
  PollRequest,
  USAGE_LIMITS,
} from '@keyward/auth';
import { anIntrospectionAnswer, aUsageBatch } from '@keyward/auth/testing';
import t from 'tap';
import { Check } from 'typebox/value';

t.test('introspection answers', async (t) => {
  t.ok(Check(IntrospectionActive, anIntrospectionAnswer()));
  t.ok(
    Check(IntrospectionAnswer, anIntrospectionAnswer({ exp: 1, sub: 's', iss: 'i', keyward: { workspaceId: null } })),
  );
  t.ok(Check(IntrospectionAnswer, { active: false }), 'what ordinary clients are told');
  for (const reason of ['unknown', 'revoked', 'expired']) {
    t.ok(Check(IntrospectionAnswer, { active: false, keyward: { revision: 0, reason } }));
  }
  t.notOk(Check(IntrospectionAnswer, { active: false, keyward: { revision: 1, reason: 'bored' } }));
  t.notOk(Check(IntrospectionAnswer, { active: false, keyward: { revision: -1, reason: 'unknown' } }));
  t.notOk(Check(IntrospectionAnswer, {}));
});

t.test('limits are positive whole numbers of known names', async (t) => {
  t.ok(Check(KeyLimitsSchema, {}));
  const all = { requestsPerMinute: 1, requestsPerDay: 2, concurrentRequests: 3, tokensPerMinute: 4, tokensPerDay: 5 };
  t.ok(Check(KeyLimitsSchema, all));
  for (const bad of [0, -1, 1.5, '1', null, Number.POSITIVE_INFINITY]) {
    t.notOk(Check(KeyLimitsSchema, { requestsPerMinute: bad }), String(bad));
  }
  t.notOk(Check(KeyLimitsSchema, { requestsPerHour: 1 }));
});

t.test('flow routes', async (t) => {
  const found = {
    found: true,
    flow: { id: 'f', organizationId: 'o', workspaceId: 'w', public: false },
    upstream: { id: 'u', name: 'flowise', kind: 'flow-server', baseUrl: 'https://flows.example', credential: null },
    revision: 7,
  };
  t.ok(Check(FlowRouteAnswer, found));
  t.ok(Check(FlowRouteAnswer, { found: false, revision: 7 }));
  t.notOk(Check(FlowRouteAnswer, { ...found, found: 'true' }));
  t.notOk(Check(FlowRouteAnswer, { ...found, flow: { ...found.flow, public: 'false' } }));
  t.notOk(Check(FlowRouteAnswer, { ...found, upstream: undefined }));
  t.notOk(Check(FlowRouteAnswer, { found: false }));
});

t.test('polls carry usage', async (t) => {
  const batch = aUsageBatch({
    counts: [{ keyId: 'k', outcome: 'denied:insufficient-scope', requests: 3 }, { keyId: 'l' }],
    keyUses: [{ keyId: 'l', at: 1, ip: '203.0.113.7' }],
    denials: [{ keyId: 'k', problem: '/problems/insufficient-scope' }],
  });
  t.same(batch.counts.keyId, ['k', 'l']);
  t.ok(Check(PollRequest, { revision: 0 }));
  t.ok(Check(PollRequest, { revision: 0, usage: [batch, aUsageBatch({})] }));
  const { counts } = batch;
  for (const bad of [
    { ...batch, batchId: 'short' },
    { ...batch, token: 'kw_api_…' },
    { ...batch, counts: { ...counts, outcome: ['denied:kw_api_secret', 'ok'] } },
    { ...batch, counts: { ...counts, requests: [-1, 1] } },
    { ...batch, counts: { ...counts, hour: [0.5, 1] } },
    { ...batch, counts: { ...counts, keyId: [null, 'k'] } },
    aUsageBatch({ counts: Array.from({ length: USAGE_LIMITS.rowsInBatch + 1 }, () => ({})) }),
    aUsageBatch({ denials: Array.from({ length: USAGE_LIMITS.denialsInBatch + 1 }, () => ({})) }),
    aUsageBatch({ denials: [{ status: 200 }] }),
  ]) {
    t.notOk(Check(PollRequest, { revision: 0, usage: [bad] }), JSON.stringify(bad).slice(0, 120));
  }
});
