// The attack: a flood of tokens that nobody issued. Those that only look like ours cost nothing; foreign ones, which
// could be somebody's imported key, cost bounded memory and a bounded share of key-management.

import { createKeyManagementConnection, createVerifier, mintToken } from '@keyward/auth';
import { aLease, anIntrospectionAnswer, startIntrospectionServer } from '@keyward/auth/testing';
import t from 'tap';

t.test('a flood of made-up tokens pushes no good key out and asks a bounded number of questions at once', async (t) => {
  const good = Array.from({ length: 20 }, () => mintToken('api').token);
  const goodOnes = new Set(good);
  const server = await startIntrospectionServer(({ form }) =>
    goodOnes.has(form.get('token') ?? '')
      ? { body: anIntrospectionAnswer() }
      : { body: { active: false, keyward: { reason: 'unknown', revision: 1 } } },
  );
  const verifier = createVerifier({
    connection: createKeyManagementConnection({
      url: server.url,
      serviceKey: 'kw_svc_x',
      maxConcurrent: 4,
      maxQueued: 16,
    }),
    lease: aLease(),
    maxKeys: 50,
    maxUnknown: 100,
  });
  t.teardown(async () => {
    await verifier.close();
    await server.close();
  });
  for (const token of good) await verifier.verify(token);
  const asked = server.questions.length;

  t.test('in our own form', async (t) => {
    for (let index = 0; index < 5000; index++) {
      const token = `kw_api_${String(index).padStart(65, '0')}`;
      if ((await verifier.verify(token)).active) t.fail('accepted');
    }
    t.ok(server.questions.length <= asked + 1, 'one in four billion has the right checksum');
  });

  t.test('in foreign form', async (t) => {
    let refused = 0;
    for (let wave = 0; wave < 40; wave++) {
      const flood = Array.from({ length: 50 }, (_, index) => verifier.verify(`made-up-${wave}-${index}`));
      for (const result of await Promise.allSettled(flood)) if (result.status === 'rejected') refused++;
      t.equal(verifier.cachedKeys, good.length);
    }
    t.equal(refused, 40 * 30, 'what finds no room in the queue is told to come back');
    t.ok(server.mostAtOnce <= 4, `${server.mostAtOnce} at once`);
  });

  for (const token of good) t.match(verifier.peek(token), { active: true }, 'still there');
});

t.test('a good key is verified in the middle of a flood', async (t) => {
  const { token } = mintToken('api');
  const server = await startIntrospectionServer(({ form }) =>
    form.get('token') === token
      ? { body: anIntrospectionAnswer() }
      : { body: { active: false, keyward: { reason: 'unknown', revision: 1 } } },
  );
  const verifier = createVerifier({
    connection: createKeyManagementConnection({ url: server.url, serviceKey: 'kw_svc_x' }),
    lease: aLease(),
  });
  t.teardown(async () => {
    await verifier.close();
    await server.close();
  });
  const flood = Array.from({ length: 500 }, (_, index) => verifier.verify(`made-up-${index}`));
  t.match(await verifier.verify(token), { active: true });
  await Promise.all(flood);
});
