import { mintToken } from '@keyward/auth';
import { aUsageBatch } from '@keyward/auth/testing';
import { Client } from 'pg';
import t from 'tap';
import { requestsOf } from '../fixtures/counted-usage.ts';
import { apiKeysPath, makeApiKey } from '../fixtures/keys.ts';
import { reportUsage } from '../fixtures/reporting-gateway.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';
import { startReplica } from '../fixtures/start-replica.ts';

const km = await startKeyManagement(t);

t.test('a key that somebody is changing holds up neither the batch nor is its use lost', async (t) => {
  const { id } = await makeApiKey(km, km.workspaceId);
  const writer = new Client({ connectionString: km.databaseUrl });
  await writer.connect();
  t.teardown(() => writer.end());
  await writer.query('begin');
  await writer.query('update keys set version = version where id = $1', [id]);
  const reported = reportUsage(km, aUsageBatch({ keyUses: [{ keyId: id, at: Date.now(), ip: null }] }));
  setTimeout(() => void writer.query('commit'), 500);
  t.equal((await reported).length, 1);
  const { body } = await km.request({ path: `${apiKeysPath(km.workspaceId)}/${id}` });
  t.ok(body.lastUsedAt);
});

t.test('batches that touch the same rows in any order are all added', async (t) => {
  const second = await startReplica(t, km.databaseUrl);
  const keys = await Promise.all(Array.from({ length: 6 }, () => makeApiKey(km, km.workspaceId)));
  const batches = Array.from({ length: 12 }, (_, index) => {
    const order = index % 2 === 0 ? keys : keys.toReversed();
    return aUsageBatch({
      counts: order.flatMap(({ id }) => [
        { keyId: id, flowId: 'a' },
        { keyId: id, flowId: `b${index % 3}` },
      ]),
      keyUses: order.map(({ id }) => ({ keyId: id, at: Date.now(), ip: '203.0.113.7' })),
    });
  });
  const takers = [km.app.services.usage, second.services.usage];
  const taken = await Promise.all(batches.map((batch, index) => takers[index % 2]?.take([batch])));
  t.equal(taken.flat().length, batches.length);
  for (const { id } of keys) t.equal(await requestsOf(km.database, id), 24);
});

t.test('usage that can not be added costs neither the lease nor the answer', async (t) => {
  await km.database.query('alter table usage_batches rename to usage_batches_away');
  const batch = aUsageBatch({ counts: [{ keyId: mintToken('api').id }] });
  t.same(await reportUsage(km, batch), []);
  await km.database.query('alter table usage_batches_away rename to usage_batches');
  t.same(await reportUsage(km, batch), [batch.batchId]);
});

t.test('more batches at once than can be held are refused, not kept in memory', async (t) => {
  const { id } = await makeApiKey(km, km.workspaceId);
  const { usage } = km.app.services;
  const batches = Array.from({ length: 60 }, () => aUsageBatch({ counts: [{ keyId: id }] }));
  const twice = await Promise.all([usage.take(batches), usage.take(batches)]);
  const [taken] = twice;
  t.ok(taken.length >= 32 && taken.length < 60, `${taken.length} taken`);
  t.same(
    await usage.take(batches.slice(0, 10)),
    batches.slice(0, 10).map(({ batchId }) => batchId),
  );
  t.equal(await requestsOf(km.database, id), new Set(twice.flat()).size);
});
