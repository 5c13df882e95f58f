import { setTimeout as sleep } from 'node:timers/promises';
import t, { type Test } from 'tap';
import { type Answer, at, type Cluster, startCluster } from '../fixtures/cluster/cluster.ts';
import { query, startOwnPostgres } from '../fixtures/cluster/database.ts';
import { eventually } from '../fixtures/cluster/eventually.ts';
import { startLoad } from '../fixtures/cluster/load.ts';

const LEASE_TTL_MS = 10_000;
const DOORBELL = `application_name = 'keyward-doorbell' and datname = current_database()`;
/** What a change takes at most while nobody hears the doorbell, and what a loaded machine may add. */
const UNHEARD_MS = 1_000;
const SLACK_MS = 1_500;

const postgres = await startOwnPostgres(t);
const cluster = await startCluster(t, { leaseTtlMs: LEASE_TTL_MS, databaseUrl: postgres.url });

/** Revokes a key that is called all the time; what was accepted after the answer. A revoke that failed is repeated. */
async function revokeUnderLoad(cluster: Cluster, round: number): Promise<{ late: number; answer: Answer }> {
  const key = await repeated(() => cluster.createKey());
  const load = startLoad(cluster, key.token);
  try {
    await eventually(() => load.accepted > 0);
    const answer = await repeated(async () => {
      const answer = await cluster.revoke(round, key.id);
      if (answer.status !== 200) throw new Error(`answered ${answer.status}`);
      return answer;
    });
    load.mustRefuseNow();
    await sleep(50);
    return { late: (await load.stop()).late, answer };
  } finally {
    await load.stop();
  }
}

/** Runs it again as long as it fails: the database may be away. */
async function repeated<T>(run: () => Promise<T>): Promise<T> {
  const results: T[] = [];
  await eventually(async () => results.push(await run()) > 0);
  return at(results, 0);
}

async function revokeInRounds(t: Test, until: Promise<unknown>): Promise<Answer[]> {
  let over = false;
  void until.finally(() => {
    over = true;
  });
  const answers: Answer[] = [];
  const workers = [0, 1, 2].map(async (worker) => {
    for (let round = worker; !over; round++) {
      const { late, answer } = await revokeUnderLoad(cluster, round);
      answers.push(answer);
      if (late > 0) t.fail(`${late} requests were accepted that had started after the answer`);
    }
  });
  await Promise.all(workers);
  return answers;
}

t.test('Postgres is restarted under load: the promise holds, and all goes on', async (t) => {
  const restarts = (async () => {
    for (let round = 0; round < 2; round++) {
      await sleep(500);
      await postgres.restart();
      await sleep(1_000);
    }
  })();
  const answers = await revokeInRounds(t, restarts);
  t.ok(answers.length > 2, `${answers.length} keys were revoked meanwhile`);
  await eventually(
    async () => (await query(postgres.url, `select 1 from pg_stat_activity where ${DOORBELL}`)).length === 2,
  );
  const { answer } = await revokeUnderLoad(cluster, 0);
  t.match(answer.body.enforcement, { gateways: 2, acknowledged: 2, lapsed: 0 });
});

t.test('the connections that listen are broken again and again: changes are found all the same', async (t) => {
  const over = new AbortController();
  t.teardown(() => over.abort());
  const breaking = (async () => {
    let broken = 0;
    while (!over.signal.aborted) {
      const lines = await query(
        postgres.url,
        `select pg_terminate_backend(pid) from pg_stat_activity where ${DOORBELL}`,
      );
      broken += lines.length;
      await sleep(100);
    }
    return broken;
  })();
  const answers = await revokeInRounds(t, sleep(5_000));
  over.abort();
  t.ok((await breaking) > 4, 'they came back each time');
  const waits = answers.map(({ body }) => Number(body.enforcement?.waitedMs));
  t.ok(Math.max(...waits) < UNHEARD_MS + SLACK_MS, `waited ${Math.max(...waits)} ms at most, ${answers.length} times`);

  await eventually(
    async () => (await query(postgres.url, `select 1 from pg_stat_activity where ${DOORBELL}`)).length === 2,
  );
  const { answer } = await revokeUnderLoad(cluster, 0);
  t.match(answer.body.enforcement, { gateways: 2, acknowledged: 2, lapsed: 0 });
});
