import { setTimeout as delay } from 'node:timers/promises';
import { at, created, FLOW, startCluster } from '@keyward/standalone/test/fixtures/cluster/cluster.ts';
import { startService } from '@keyward/standalone/test/fixtures/cluster/processes.ts';
import t from 'tap';

import { eventually } from '../fixtures/eventually.ts';

t.setTimeout(120_000);

const HASTY_GATEWAY = 'services/flow-gateway/test/fixtures/hasty-gateway.ts';
const PATIENCE_MS = 20_000;

const cluster = await startCluster(t, { replicas: 1, gateways: [] });
const { token: serviceKey } = await created(cluster.api(0, 'POST', '/v1/service-keys', { body: {} }));
const gateway = await startService(t, HASTY_GATEWAY, {
  KEY_MANAGEMENT_URL: at(cluster.replicas, 0).url,
  SERVICE_KEY: String(serviceKey),
  UPSTREAM_ALLOW: '127.0.0.0/8',
});

async function ask(token: string, times: number): Promise<void> {
  for (let asked = 0; asked < times; asked++) {
    const headers = { 'x-api-key': token, 'content-type': 'application/json' };
    const answer = await fetch(`${gateway.url}/api/v1/prediction/${FLOW}`, { method: 'POST', headers, body: '{}' });
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`answered ${answer.status}`);
  }
}

t.test('a gateway that is killed loses what it has not handed in, and nothing is counted twice', async (t) => {
  const key = await cluster.createKey();
  const counted = async (): Promise<number> => {
    const { body } = await cluster.api(0, 'GET', `/api-keys/${key.id}/usage?step=total`);
    const items = Array.isArray(body.items) ? body.items : [];
    return Number(Object(items[0]).requests ?? 0);
  };
  let known = 0;
  for (let round = 0; round < 2; round++) {
    await ask(key.token, 20);
    await eventually(async () => (await counted()) === known + 20, PATIENCE_MS);
    // Of what comes now some may have been handed in when the gateway is killed.
    await ask(key.token, 7);
    await gateway.kill();
    // What was on its way arrives.
    await delay(1_000);
    const left = await counted();
    t.ok(left >= known + 20, 'what was taken stays');
    t.ok(left <= known + 27, 'and nothing is there that was not asked');
    known = left;
    await gateway.restart();
  }
  await ask(key.token, 5);
  await eventually(async () => (await counted()) === known + 5, PATIENCE_MS);
  // By now whatever was gathered has been handed in several times over.
  await delay(3_000);
  t.equal(await counted(), known + 5, 'what was lost does not come back, and what was taken not again');
});
