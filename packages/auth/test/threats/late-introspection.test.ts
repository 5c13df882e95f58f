// The attack: keep a revoked key alive through an introspection that was under way when it was revoked. The late
// answer is neither kept nor given to a request that came after.
import { setTimeout as delay } from 'node:timers/promises';
import {
  createCachedLookup,
  createKeyManagementConnection,
  createVerifier,
  mintToken,
  timeToLive,
} from '@keyward/auth';
import { anIntrospectionAnswer, startIntrospectionServer } from '@keyward/auth/testing';
import t from 'tap';

t.test('an answer from before a revoke is not kept, nor shared with a request after it', async (t) => {
  const hold = Promise.withResolvers<void>();
  const revoked = { active: false, keyward: { reason: 'revoked', revision: 2 } };
  let questions = 0;
  const server = await startIntrospectionServer(async () => {
    if (++questions > 1) return { body: revoked };
    await hold.promise;
    return { body: anIntrospectionAnswer({ keyward: { revision: 1 } }) };
  });
  const clock = { now: 0 };
  const verifier = createVerifier({
    connection: createKeyManagementConnection({ url: server.url, serviceKey: 'kw_svc_x' }),
    freshness: timeToLive(1000, () => clock.now),
  });
  t.teardown(async () => {
    await verifier.close();
    await server.close();
  });

  const { token } = mintToken('api');
  const early = verifier.verify(token);
  while (questions === 0) await delay(5);
  clock.now = 1000;
  t.match(await verifier.verify(token), { active: false, reason: 'revoked' }, 'a later request asks for itself');
  hold.resolve();
  t.match(await early, { active: false, reason: 'revoked' }, 'the late answer is not used: a newer one is known');
  t.match(verifier.peek(token), { active: false, reason: 'revoked' }, 'nor kept');
});

t.test('nor when everything was forgotten in between', async (t) => {
  const lookup = createCachedLookup<{ revision: number; active: boolean }>({
    isPositive: ({ active }) => active,
    freshness: timeToLive(60_000),
    maxEntries: 10,
    maxNegativeEntries: 10,
  });
  const truth = { revision: 1, active: true };
  const ask = async () => {
    const sampled = { ...truth };
    await delay(20);
    return sampled;
  };
  const early = lookup.get('key', ask);
  await delay(5);
  Object.assign(truth, { revision: 2, active: false });
  lookup.clear();
  t.match(await early, { active: false });
  t.match(lookup.peek('key'), { active: false });
});
