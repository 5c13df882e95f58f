// The fault: introspection times out, breaks, answers an error or something that only looks like an answer. Nobody is
// let in on it, nobody's key is called bad for it, and nothing of it is remembered.

import { createKeyManagementConnection, createVerifier, mintToken, ProblemError } from '@keyward/auth';
import { aLease, anIntrospectionAnswer, type StubAnswer, startIntrospectionServer } from '@keyward/auth/testing';
import t from 'tap';

t.test('an introspection that cannot be used is answered 503 and never cached', async (t) => {
  const server = await startIntrospectionServer(() => ({}));
  const verifier = createVerifier({
    connection: createKeyManagementConnection({ url: server.url, serviceKey: 'kw_svc_x', timeoutMs: 300 }),
    lease: aLease(),
  });
  t.teardown(async () => {
    await verifier.close();
    await server.close();
  });

  const active = anIntrospectionAnswer();
  const { keyward } = active;
  const answers: [string, StubAnswer][] = [
    ['times out', { body: active, delayMs: 500 }],
    ['answers 500', { status: 500, body: active }],
    ['answers 401', { status: 401, body: { active: false } }],
    ['answers 201', { status: 201, body: active }],
    ['answers garbage', { body: 'active=true' }],
    ['breaks off', { reset: true }],
    ['says "active": "true"', { body: { ...active, active: 'true' } }],
    ['says "active": 1', { body: { ...active, active: 1 } }],
    ['says "active": null', { body: { ...active, active: null } }],
    ['does not say active', { body: { ...active, active: undefined } }],
    ['says "active": "false"', { body: { active: 'false', keyward: { reason: 'unknown', revision: 1 } } }],
    ['says nothing of the key', { body: { active: true } }],
    ['leaves the flows out', { body: { ...active, keyward: { ...keyward, flows: undefined } } }],
    ['leaves the addresses out', { body: { ...active, keyward: { ...keyward, allowedIps: undefined } } }],
    ['leaves the workspace out', { body: { ...active, keyward: { ...keyward, workspaceId: undefined } } }],
    ['has an empty organization', { body: { ...active, keyward: { ...keyward, organizationId: '' } } }],
    ['has another kind', { body: { ...active, keyward: { ...keyward, kind: 'mgmt' } } }],
    ['has flows that are no list', { body: { ...active, keyward: { ...keyward, flows: 'a' } } }],
    ['has an address that is none', { body: { ...active, keyward: { ...keyward, allowedIps: ['everywhere'] } } }],
    ['has a limit that is none', { body: { ...active, keyward: { ...keyward, limits: { requestsPerMinute: -1 } } } }],
    ['has an expiry that is none', { body: { ...active, exp: 'never' } }],
    ['has no revision', { body: { ...active, keyward: { ...keyward, revision: undefined } } }],
    ['has another token type', { body: { ...active, token_type: 'DPoP' } }],
  ];
  const { token } = mintToken('api');
  for (const [name, answer] of answers) {
    server.answerWith(() => answer);
    const error = await verifier.verify(token).catch((thrown: unknown) => thrown);
    t.ok(error instanceof ProblemError, name);
    t.match(error, {
      problem: { type: '/problems/verifier-unavailable', status: 503 },
      headers: { 'retry-after': '1' },
    });
    t.equal(verifier.peek(token), undefined);
    t.equal(verifier.cachedKeys, 0);
  }

  server.answerWith(() => ({ body: active }));
  t.match(await verifier.verify(token), { active: true }, 'the same token is fine as soon as introspection is');
});

t.test('a cached key goes on working while introspection is away', async (t) => {
  const server = await startIntrospectionServer(() => ({ body: anIntrospectionAnswer() }));
  const verifier = createVerifier({
    connection: createKeyManagementConnection({ url: server.url, serviceKey: 'kw_svc_x', timeoutMs: 300 }),
    lease: aLease(),
  });
  t.teardown(() => verifier.close());
  const { token } = mintToken('api');
  const verification = await verifier.verify(token);
  await server.close();
  t.match(await verifier.verify(token), { active: true });
  t.ok(verification.active && verification.holds());
  await t.rejects(verifier.verify(mintToken('api').token), ProblemError);
});
