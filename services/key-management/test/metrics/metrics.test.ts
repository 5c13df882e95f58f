import { createHttpFeedTransport, createLeaseKeeper, createRunningRequests } from '@keyward/auth';
import { findFreePort } from '@keyward/standalone/src/processes/free-port.ts';
import t from 'tap';
import { startKeyManagement } from '../fixtures/start-key-management.ts';
import { until } from '../fixtures/until.ts';

/** The service with its metrics, and how they are read: a sample's value by its name and labels. */
async function startMeasured(t: Parameters<typeof startKeyManagement>[0]) {
  const port = await findFreePort();
  const service = await startKeyManagement(t, { METRICS_PORT: String(port), LEASE_TTL_MS: '1000' });
  const url = await service.listen();
  const keys = `/v1/workspaces/${service.workspaceId}/api-keys`;
  const scrape = () => fetch(`http://127.0.0.1:${port}/metrics`);
  const read = async (): Promise<Map<string, number>> => {
    const lines = (await (await scrape()).text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]));
  };
  const revokeOne = async (): Promise<string> => {
    const created = await service.request({ method: 'POST', path: keys, body: {} });
    const id = String(created.body.id);
    const answer = await service.request({ method: 'DELETE', path: `${keys}/${id}` });
    if (answer.status !== 200) throw new Error(`not revoked: ${answer.text}`);
    return id;
  };
  return { service, url, scrape, read, revokeOne };
}

t.test('what key-management tells of the gateways and of what waited for them', async (t) => {
  const { service, url, read, revokeOne } = await startMeasured(t);
  let metrics = await read();
  t.equal(metrics.get('keyward_live_gateways'), 0);
  t.equal(metrics.get('keyward_revoke_ack_seconds_count'), 0);
  t.equal(metrics.get('keyward_leases_lapsed_total'), 0);
  t.ok(Number(metrics.get('process_cpu_seconds_total')) > 0, 'and of the process');

  const transport = createHttpFeedTransport({ url, serviceKey: service.serviceToken });
  const gateway = createLeaseKeeper({ transport, subscriber: createRunningRequests() });
  t.teardown(() => transport.close());
  t.teardown(() => gateway.stop());
  await gateway.start();
  await until(async () => (await read()).get('keyward_live_gateways') === 1);
  const first = await revokeOne();
  metrics = await read();
  t.equal(metrics.get('keyward_feed_revision'), gateway.log.applied);
  t.equal(metrics.get('keyward_revoke_ack_seconds_count'), 1);
  t.ok(Number(metrics.get('keyward_revoke_ack_seconds_sum')) < 1, 'a round trip, in seconds');

  const lease = await fetch(`${url}/internal/v1/leases`, {
    method: 'POST',
    headers: { authorization: `Bearer ${service.serviceToken}`, 'content-type': 'application/json' },
    body: '{}',
  });
  t.equal(lease.status, 201, 'one more gateway, which is never heard of again');
  const second = await revokeOne();
  // No change waits for longer than a lease's time: its lapse may be found a moment after the answer.
  await until(async () => (await read()).get('keyward_leases_lapsed_total') === 1);
  metrics = await read();
  t.equal(metrics.get('keyward_revoke_ack_seconds_count'), 2);
  t.equal(metrics.get('keyward_revoke_ack_seconds_bucket{le="0.5"}'), 1);
  const text = [...metrics.keys()].join('\n');
  for (const secret of [first, second, service.operatorToken, service.serviceToken]) t.notMatch(text, secret);
});

t.test('the metrics have a port of their own, which closes with the service', async (t) => {
  const { service, url, scrape } = await startMeasured(t);
  const answer = await scrape();
  t.equal(answer.headers.get('content-type'), 'text/plain; version=0.0.4; charset=utf-8');
  await answer.text();
  t.equal((await fetch(`${url}/metrics`)).status, 404);
  t.equal((await fetch(new URL('/readyz', answer.url))).status, 404);
  await service.app.close();
  await t.rejects(scrape());
});
