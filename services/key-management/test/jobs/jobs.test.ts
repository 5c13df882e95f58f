import { aUsageBatch } from '@keyward/auth/testing';
import t from 'tap';
import { forgetDenials } from '../../src/denials/forget-denials.ts';
import { type Job, runJob } from '../../src/jobs/run-job.ts';
import { forgetBatches, rollUpHours, usageJobs } from '../../src/usage/keep-usage.ts';
import { requestsOf } from '../fixtures/counted-usage.ts';
import { apiKeysPath, makeApiKey } from '../fixtures/keys.ts';
import { reportUsage } from '../fixtures/reporting-gateway.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';
import { startReplica } from '../fixtures/start-replica.ts';

const km = await startKeyManagement(t);
const replica = await startReplica(t, km.databaseUrl);
const replicas = [km.app.services.db, replica.services.db, km.app.services.db, replica.services.db];

async function usageOf(keyId: string) {
  const path = `${apiKeysPath(km.workspaceId)}/${keyId}/usage?step=total&from=2020-01-01T00:00:00Z`;
  return (await km.request({ path })).body.totals;
}

t.test('whichever replicas try, a job that is due is done once', async (t) => {
  let done = 0;
  const job: Job = {
    name: 'count',
    everyMs: 60_000,
    run: async (tx) => {
      await tx.execute('select pg_sleep(0.2)');
      done++;
    },
  };
  const results = await Promise.all(replicas.map((db) => runJob(db, job)));
  t.equal(results.filter(Boolean).length, 1);
  t.notOk(await runJob(replica.services.db, job), 'nor again before its time');
  await km.database.query("update jobs set done_at = now() - interval '61 seconds' where name = 'count'");
  t.ok(await runJob(replica.services.db, job), 'but then');
  t.equal(done, 2);
});

t.test('a job that fails is neither half done nor counted as done', async (t) => {
  const failing: Job = {
    name: 'fail',
    everyMs: 60_000,
    run: async (tx) => {
      await tx.execute("insert into usage_batches (batch_id) values ('half-done')");
      throw new Error('no');
    },
  };
  await t.rejects(runJob(km.app.services.db, failing), { message: 'no' });
  t.same(await km.database.query("select 1 from usage_batches where batch_id = 'half-done'"), []);
  t.ok(await runJob(replica.services.db, { ...failing, run: async () => undefined }), 'it is due at once');
});

t.test('hours become days after 90 days, and nothing is lost or counted twice', async (t) => {
  const { id } = await makeApiKey(km, km.workspaceId);
  const row = {
    keyId: id,
    latencyMsSum: 10,
    latencyMsMax: 10,
    bytesIn: 1,
    bytesOut: 2,
    promptTokens: 3,
    completionTokens: 4,
  };
  await reportUsage(
    km,
    aUsageBatch({
      counts: [
        { ...row, requests: 7 },
        { ...row, outcome: 'limited' },
      ],
    }),
  );
  // As if it had been 90 days, 90 days and an hour, and 100 days ago.
  await km.database.query(
    `insert into usage_hours select series_id, at, requests, latency_ms_sum, latency_ms_max, bytes_in, bytes_out,
       prompt_tokens, completion_tokens from usage_hours,
       unnest(array[date_trunc('day', now(), 'UTC') - interval '89 days', date_trunc('day', now(), 'UTC') - interval '91 days',
         date_trunc('day', now(), 'UTC') - interval '90 days 1 hour', date_trunc('day', now(), 'UTC') - interval '100 days']) as at
     where series_id in (select id from usage_series where key_id = $1)`,
    [id],
  );
  const before = await usageOf(id);
  t.match(before, { requests: 40, limited: 5, latencyMsMax: 10, promptTokens: 30 });
  const [rollUp] = usageJobs;
  if (rollUp === undefined) throw new Error('there is no such job');
  const results = await Promise.all(replicas.map((db) => runJob(db, rollUp)));
  t.equal(results.filter(Boolean).length, 1);
  t.same(await usageOf(id), before, 'the same sums');
  t.equal(await requestsOf(km.database, id), 16, 'of which two hours are kept as such');
  const days =
    'select day, requests::int from usage_days join usage_series on id = series_id where key_id = $1 order by 1, 2';
  t.match(await km.database.query(days, [id]), [{ requests: 1 }, { requests: 7 }, { requests: 2 }, { requests: 14 }]);

  await km.app.services.db.transaction(rollUpHours);
  t.same(await usageOf(id), before, 'again: nothing to do');
  const path = `/v1/workspaces/${km.workspaceId}/usage?step=month&from=2020-01-01T00:00:00Z&groupBy=key`;
  const months = (await km.request({ path })).items.filter(({ keyId }) => keyId === id);
  t.equal(
    months.reduce((sum, { requests }) => sum + Number(requests), 0),
    40,
    'days are told by the month as hours are',
  );
});

t.test('denials are forgotten after a week, ids of batches after two days', async (t) => {
  const { id } = await makeApiKey(km, km.workspaceId);
  const batch = aUsageBatch({
    denials: [
      { keyId: id, requestId: 'new' },
      { keyId: id, requestId: 'old' },
    ],
  });
  const older = aUsageBatch({});
  await reportUsage(km, batch, older);
  await km.database.query("update denials set at = now() - interval '7 days 1 minute' where request_id = 'old'");
  await km.database.query("update usage_batches set taken_at = now() - interval '49 hours' where batch_id = $1", [
    older.batchId,
  ]);
  await km.app.services.db.transaction(forgetDenials.run);
  await km.app.services.db.transaction(forgetBatches);
  t.same(await km.database.query('select request_id from denials where key_id = $1', [id]), [{ request_id: 'new' }]);
  const kept = await km.database.query('select batch_id from usage_batches where batch_id = any($1)', [
    [batch.batchId, older.batchId],
  ]);
  t.same(kept, [{ batch_id: batch.batchId }]);
});
