import { FlowRouteAnswer, IntrospectionActive, IntrospectionAnswer, KeyLimitsSchema } from '@keyward/auth';
import { anIntrospectionAnswer } from '@keyward/auth/testing';
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
