// The attack: keep a revoked key alive through an introspection that was under way when it was revoked. The late
// answer is neither kept nor used, by whoever came before the revoke or after it.
import { setTimeout as delay } from 'node:timers/promises';
import { createKeyManagementConnection, createVerifier, mintToken } from '@keyward/auth';
import { aLease, anIntrospectionAnswer, startIntrospectionServer } from '@keyward/auth/testing';
import t, { type Test } from 'tap';

/** A verifier whose first question is answered late, from before the revoke; all later ones from after it. */
async function setUp(t: Test) {
  const { token, id } = mintToken('api');
  const late = Promise.withResolvers<void>();
  const server = await startIntrospectionServer(async () => {
    if (server.questions.length > 1) return { body: { active: false, keyward: { reason: 'revoked', revision: 2 } } };
    await late.promise;
    return { body: anIntrospectionAnswer({ client_id: id, keyward: { revision: 1 } }) };
  });
  const lease = aLease(1);
  const verifier = createVerifier({
    connection: createKeyManagementConnection({ url: server.url, serviceKey: 'kw_svc_x' }),
    lease,
    staleMs: 60_000,
  });
  t.teardown(async () => {
    await verifier.close();
    await server.close();
  });
  const early = verifier.verify(token);
  while (server.questions.length === 0) await delay(5);
  return { token, id, lease, server, verifier, early, late };
}

const revoked = { active: false, reason: 'revoked' };

t.test('the change feed tells of the revoke while the answer is on its way', async (t) => {
  const { token, id, lease, server, verifier, early, late } = await setUp(t);
  lease.deliver({ entity: 'key', entityId: id });
  const afterwards = verifier.verify(token);
  late.resolve();
  t.match(await afterwards, revoked, 'a request after the revoke that shares the question');
  t.match(await early, revoked, 'the request that asked');
  t.match(verifier.peek(token), revoked, 'what is kept');
  t.equal(server.questions.length, 2, 'they share the second question too');
});

t.test('the lease ends, and the revoke returns, while the answer is on its way', async (t) => {
  const { token, lease, server, verifier, early, late } = await setUp(t);
  lease.end();
  t.match(await verifier.verify(token), revoked, 'a later request asks for itself');
  late.resolve();
  t.match(await early, { active: true }, 'the request that asked came before the revoke');
  t.equal(server.questions.length, 2);
  await server.close();
  await t.rejects(verifier.verify(token), 'the late answer is not the last known one');
  t.equal(verifier.peek(token), undefined);
});

t.test('another lease begins while the answer is on its way', async (t) => {
  const { token, lease, verifier, early, late } = await setUp(t);
  lease.end();
  lease.begin(2);
  t.match(await verifier.verify(token), revoked, 'a question from before the lease is not shared');
  late.resolve();
  t.match(await early, revoked, 'nor is its answer used');
  t.match(verifier.peek(token), revoked, 'nor kept');
});
