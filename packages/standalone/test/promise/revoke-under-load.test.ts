import { setTimeout as sleep } from 'node:timers/promises';
import t, { type Test } from 'tap';
import { type Cluster, type Key, startCluster } from '../fixtures/cluster/cluster.ts';
import { startLoad } from '../fixtures/cluster/load.ts';

const REVOKES = 500;
const KEYS_AT_ONCE = 20;

/** Calls a key through each gateway while it is revoked; answers how many calls there were. */
async function revokeUnderLoad(t: Test, cluster: Cluster, key: Key, round: number): Promise<number> {
  const load = startLoad(cluster, key.token);
  while (load.accepted < cluster.gateways.length) await sleep(1);
  const answer = await cluster.revoke(round, key.id);
  load.mustRefuseNow();
  if (answer.status !== 200 || answer.body.enforcement?.acknowledged !== 2) t.same(answer.body, 'acknowledged by both');
  const atOnce = await Promise.all(Array.from(cluster.gateways.keys(), (gateway) => cluster.call(gateway, key.token)));
  const { late } = await load.stop();
  if (late > 0 || atOnce.includes(200)) t.fail('a request was accepted that had started after the answer');
  return load.calls;
}

t.test('two gateways, two replicas, load on the key: nothing that starts after the answer is accepted', async (t) => {
  const cluster = await startCluster(t, { leaseTtlMs: 10_000 });
  let calls = 0;
  for (let round = 0; round < REVOKES; round += KEYS_AT_ONCE) {
    const keys = await Promise.all(Array.from({ length: KEYS_AT_ONCE }, () => cluster.createKey()));
    const counts = await Promise.all(keys.map((key, index) => revokeUnderLoad(t, cluster, key, index)));
    for (const count of counts) calls += count;
  }
  t.pass(`${REVOKES} keys, ${calls} calls`);
});
