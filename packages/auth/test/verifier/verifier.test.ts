import {
  createKeyManagementConnection,
  createVerifier,
  mintToken,
  ProblemError,
  timeToLive,
  type VerifierOptions,
} from '@keyward/auth';
import { type Answerer, anIntrospectionAnswer, startIntrospectionServer } from '@keyward/auth/testing';
import t, { type Test } from 'tap';

async function setUp(t: Test, answerer: Answerer, options: Partial<VerifierOptions> = {}) {
  const server = await startIntrospectionServer(answerer);
  const clock = { now: 0 };
  const verifier = createVerifier({
    connection: createKeyManagementConnection({ url: server.url, serviceKey: 'kw_svc_x', timeoutMs: 1000 }),
    freshness: timeToLive(10_000, () => clock.now),
    ...options,
  });
  t.teardown(async () => {
    await verifier.close();
    await server.close();
  });
  return { server, verifier, clock };
}

const inactive = (reason: string, revision = 1) => ({ body: { active: false, keyward: { reason, revision } } });

t.test('a token is introspected once, then known', async (t) => {
  const { token, id } = mintToken('api');
  const body = anIntrospectionAnswer({
    client_id: id,
    scope: 'flows:execute  logs:view',
    exp: 1_767_225_600,
    keyward: { flows: ['a'], allowedIps: ['10.0.0.0/8'], limits: { requestsPerMinute: 600 }, revision: 418 },
  });
  const { server, verifier } = await setUp(t, () => ({ body }));
  t.equal(verifier.peek(token), undefined);
  const [first, second] = await Promise.all([verifier.verify(token), verifier.verify(token)]);
  t.equal(first, second);
  t.equal(await verifier.verify(token), first);
  t.equal(verifier.peek(token), first);
  t.equal(verifier.cachedKeys, 1);
  t.equal(server.questions.length, 1);
  t.match(server.questions[0], { method: 'POST', path: '/oauth2/introspect', authorization: 'Bearer kw_svc_x' });
  t.strictSame([...(server.questions[0]?.form ?? [])], [['token', token]]);

  if (!first.active) throw new Error('should be active');
  const { allowedIps, ...key } = first.key;
  t.strictSame(key, {
    id,
    kind: 'api',
    organizationId: 'organization0001',
    workspaceId: 'workspace0000001',
    gatewayId: null,
    permissions: ['flows:execute', 'logs:view'],
    flows: ['a'],
    limits: { requestsPerMinute: 600 },
    expiresAt: 1_767_225_600_000,
    revision: 418,
  });
  t.equal(allowedIps?.contains('10.1.2.3'), true);
  t.equal(allowedIps?.contains('11.1.2.3'), false);
});

t.test('a key without limits of any kind', async (t) => {
  const body = anIntrospectionAnswer({ scope: '', keyward: { kind: 'gw', workspaceId: null, gatewayId: 'g' } });
  const { verifier } = await setUp(t, () => ({ body }));
  const verification = await verifier.verify(mintToken('gw').token);
  t.match(verification, {
    active: true,
    key: {
      kind: 'gw',
      workspaceId: null,
      gatewayId: 'g',
      permissions: [],
      flows: null,
      allowedIps: null,
      expiresAt: null,
    },
  });
});

t.test('what is no token, or none for client apps, costs no question', async (t) => {
  const { server, verifier } = await setUp(t, () => ({ body: anIntrospectionAnswer() }));
  const { token } = mintToken('api');
  for (const text of ['', 'a b', 'kw_', token.slice(0, -1), `${token.slice(0, -1)}-`, 'x'.repeat(513)]) {
    t.strictSame(await verifier.verify(text), { active: false, reason: 'malformed' });
    t.equal(verifier.peek(text), undefined);
  }
  for (const kind of ['mgmt', 'svc'] as const) {
    t.strictSame(await verifier.verify(mintToken(kind).token), { active: false, reason: 'unknown' });
  }
  t.equal(server.questions.length, 0);
  t.equal(verifier.cachedKeys, 0);
});

t.test('tokens of every recognised prefix, and foreign ones, are asked about', async (t) => {
  const { server, verifier } = await setUp(t, () => inactive('unknown'), { tokenPrefixes: ['acme', 'kw'] });
  const tokens = [
    mintToken('api', 'acme').token,
    mintToken('api').token,
    'Z0yQ8GvU3V6oKk0bQkq9mT6lYbq0y0w3r3m0a0b1c2d=',
  ];
  for (const token of tokens) await verifier.verify(token);
  t.strictSame(
    server.questions.map(({ form }) => form.get('token')),
    tokens,
  );
});

t.test('refusals are known too, with their reason', async (t) => {
  const { server, verifier } = await setUp(t, () => ({}));
  for (const reason of ['unknown', 'revoked', 'expired'] as const) {
    server.answerWith(() => inactive(reason));
    const { token } = mintToken('api');
    t.match(await verifier.verify(token), { active: false, reason });
    t.match(verifier.peek(token), { active: false, reason });
    await verifier.verify(token);
  }
  t.equal(server.questions.length, 3);
});

t.test('a verification holds for as long as it may be used', async (t) => {
  const { server, verifier, clock } = await setUp(t, () => ({ body: anIntrospectionAnswer() }));
  const { token } = mintToken('api');
  const verification = await verifier.verify(token);
  if (!verification.active) throw new Error('should be active');
  t.ok(verification.holds());
  clock.now = 10_000;
  t.notOk(verification.holds());
  t.equal(verifier.peek(token), undefined);

  server.answerWith(() => inactive('revoked', 2));
  t.match(await verifier.verify(token), { active: false, reason: 'revoked' });
  clock.now = 0;
  t.notOk(verification.holds(), 'what was learnt since counts');
});

t.test('a newer verification ends the hold of the one before', async (t) => {
  const { verifier, clock } = await setUp(t, () => ({ body: anIntrospectionAnswer() }));
  const { token } = mintToken('api');
  const before = await verifier.verify(token);
  clock.now = 10_000;
  const after = await verifier.verify(token);
  t.ok(before.active && after.active && !before.holds() && after.holds());
});

t.test('an address list that does not parse is an unusable answer', async (t) => {
  const { verifier } = await setUp(t, () => ({
    body: anIntrospectionAnswer({ keyward: { allowedIps: ['10.0.0.1/8'] } }),
  }));
  await t.rejects(verifier.verify(mintToken('api').token), ProblemError);
  t.equal(verifier.cachedKeys, 0);
});

t.test('an introspection that takes us for an ordinary client is unusable', async (t) => {
  const { verifier } = await setUp(t, () => ({ body: { active: false } }));
  await t.rejects(verifier.verify(mintToken('api').token), ProblemError);
  t.equal(verifier.cachedKeys, 0);
});

t.test('closing forgets all', async (t) => {
  const { server, verifier } = await setUp(t, () => ({ body: anIntrospectionAnswer() }));
  const { token } = mintToken('api');
  await verifier.verify(token);
  await verifier.close();
  t.equal(verifier.peek(token), undefined);
  await t.rejects(verifier.verify(token), ProblemError);
  t.equal(server.questions.length, 1);
});
