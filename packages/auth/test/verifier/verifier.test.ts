import {
  createKeyManagementConnection,
  createVerifier,
  mintToken,
  ProblemError,
  type VerifierOptions,
} from '@keyward/auth';
import { type Answerer, aLease, anIntrospectionAnswer, startIntrospectionServer } from '@keyward/auth/testing';
import t, { type Test } from 'tap';

async function setUp(t: Test, answerer: Answerer, options: Partial<VerifierOptions> = {}) {
  const server = await startIntrospectionServer(answerer);
  const lease = aLease();
  const verifier = createVerifier({
    connection: createKeyManagementConnection({ url: server.url, serviceKey: 'kw_svc_x', timeoutMs: 1000 }),
    lease,
    ...options,
  });
  t.teardown(async () => {
    await verifier.close();
    await server.close();
  });
  return { server, verifier, lease };
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
  if (!first.active) throw new Error('should be active');
  for (const other of [second, await verifier.verify(token), verifier.peek(token)]) {
    t.same(other?.active && other.key, first.key);
  }
  t.equal(verifier.cachedKeys, 1);
  t.equal(server.questions.length, 1);
  t.match(server.questions[0], { method: 'POST', path: '/oauth2/introspect', authorization: 'Bearer kw_svc_x' });
  t.strictSame([...(server.questions[0]?.form ?? [])], [['token', token]]);

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
  for (const text of ['', 'a b', 'kw_api_', token.slice(0, -1), `${token.slice(0, -1)}-`, 'x'.repeat(513)]) {
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
  const { server, verifier, lease } = await setUp(t, () => ({ body: anIntrospectionAnswer() }));
  const { token } = mintToken('api');
  const verification = await verifier.verify(token);
  if (!verification.active) throw new Error('should be active');
  t.ok(verification.holds());
  lease.end();
  t.notOk(verification.holds());
  t.equal(verifier.peek(token), undefined);

  server.answerWith(() => inactive('revoked', 2));
  t.match(await verifier.verify(token), { active: false, reason: 'revoked' });
  lease.begin(2);
  t.notOk(verification.holds(), 'a new lease does not bring it back');
  t.equal(verifier.peek(token), undefined);
});

t.test('a verification ends with its key, workspace or organization, and with nothing else', async (t) => {
  const { token, id } = mintToken('api');
  const ofWorkspace = anIntrospectionAnswer({ client_id: id });
  const ofOrganization = anIntrospectionAnswer({ client_id: id, keyward: { workspaceId: null } });
  const mine = ['key', 'workspace', 'organization'].map((entity) => ({
    entity,
    entityId: { key: id, workspace: 'workspace0000001' }[entity] ?? 'organization0001',
  }));
  const others = ['key', 'workspace', 'organization', 'flow', 'upstream'].map((entity) => ({
    entity,
    entityId: 'another',
  }));
  for (const body of [ofWorkspace, ofOrganization]) {
    const { verifier, lease } = await setUp(t, () => ({
      body: { ...body, keyward: { ...body.keyward, revision: lease.log.applied } },
    }));
    for (const change of mine) {
      const verification = await verifier.verify(token);
      if (!verification.active) throw new Error('should be active');
      lease.deliver(...others);
      t.ok(verification.holds());
      lease.deliver(change);
      const survives = change.entity === 'workspace' && body === ofOrganization;
      t.equal(verification.holds(), survives, change.entity);
      t.equal(verifier.peek(token) !== undefined, survives);
      const named = verification.subjects.includes(`${change.entity}:${change.entityId}`);
      t.equal(named, !survives, 'as its subjects say');
    }
  }
});

t.test('a token that was unknown works as soon as the feed tells of a new key', async (t) => {
  const { server, verifier, lease } = await setUp(t, () => inactive('unknown', 0));
  const tokens = [mintToken('api').token, 'an-imported-key-that-carries-no-id'];
  for (const token of tokens) t.match(await verifier.verify(token), { active: false });
  server.answerWith(() => ({ body: anIntrospectionAnswer({ keyward: { revision: 1 } }) }));
  for (const token of tokens) t.match(await verifier.verify(token), { active: false }, 'remembered');
  lease.deliver({ entity: 'key', entityId: 'of-another-id-than-the-token-shows' });
  for (const token of tokens) t.match(await verifier.verify(token), { active: true });
});

t.test('while key-management is away, a key counts on after the lease only where an operator allowed it', async (t) => {
  const seen: string[] = [];
  const patient = await setUp(t, () => ({ body: anIntrospectionAnswer() }), {
    staleMs: 60_000,
    observe: (result) => seen.push(result),
  });
  const strict = await setUp(t, () => ({ body: anIntrospectionAnswer() }));
  const { token } = mintToken('api');
  for (const { server, verifier, lease } of [patient, strict]) {
    await verifier.verify(token);
    lease.end();
    server.answerWith(() => ({ status: 503 }));
  }
  t.match(await patient.verifier.verify(token), { active: true });
  await t.rejects(patient.verifier.verify(mintToken('api').token), ProblemError);
  t.strictSame(seen, ['miss', 'stale']);
  await t.rejects(strict.verifier.verify(token), ProblemError);
});

t.test('a key that changes faster than it can be asked for is unavailable, not refused', async (t) => {
  const { token, id } = mintToken('api');
  const { server, verifier, lease } = await setUp(t, () => {
    const body = anIntrospectionAnswer({ client_id: id, keyward: { revision: lease.log.applied } });
    lease.deliver({ entity: 'key', entityId: id });
    return { body };
  });
  const error = await verifier.verify(token).catch((thrown: unknown) => thrown);
  t.ok(error instanceof ProblemError);
  t.match(error, { problem: { status: 503 } });
  t.ok(server.questions.length <= 5);
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

t.test('after closing nobody is asked any more', async (t) => {
  const { server, verifier } = await setUp(t, () => ({ body: anIntrospectionAnswer() }));
  await verifier.close();
  await t.rejects(verifier.verify(mintToken('api').token), ProblemError);
  t.equal(server.questions.length, 0);
});
