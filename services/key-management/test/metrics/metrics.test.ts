import { createHttpFeedTransport, createLeaseKeeper, createRunningRequests } from '@keyward/auth';
import { findFreePort } from '@keyward/standalone/src/processes/free-port.ts';
import t from 'tap';
import { applyMigrations } from '../../src/database/migrations.ts';
import { startDatabaseRelay } from '../fixtures/database-relay.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';
import { createTestDatabase } from '../fixtures/test-database.ts';
import { until } from '../fixtures/until.ts';
import { startWebhookReceiver } from '../fixtures/webhook-receiver.ts';

/** The service with its metrics, and how they are read: a sample's value by its name and labels. */
async function startMeasured(t: Parameters<typeof startKeyManagement>[0], environment: Record<string, string> = {}) {
  const port = await findFreePort();
  const service = await startKeyManagement(t, { METRICS_PORT: String(port), LEASE_TTL_MS: '1000', ...environment });
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

t.test('what it tells of requests and webhooks', async (t) => {
  const receiver = await startWebhookReceiver(t);
  const { service, read } = await startMeasured(t, { UPSTREAM_ALLOW: '127.0.0.0/8' });
  const { workspaceId, organizationId } = service;
  const keys = `/v1/workspaces/${workspaceId}/api-keys`;
  const webhook = { url: receiver.url, events: ['api-key.created'] };
  await service.request({ method: 'POST', path: `/v1/organizations/${organizationId}/webhooks`, body: webhook });
  const delivered = 'keyward_webhook_deliveries_total{result="delivered"}';
  t.equal((await read()).get(delivered), 0, 'told of before there is one');
  const { body } = await service.request({ method: 'POST', path: keys, body: {} });
  await service.request({ path: `${keys}/${'0'.repeat(16)}` });
  await service.request({ path: '/made/up' });
  await until(async () => (await read()).get(delivered) === 1, 10_000);
  const metrics = await read();
  const duration = 'http_server_request_duration_seconds_count';
  const route = '/v1/workspaces/:workspaceId/api-keys';
  t.equal(metrics.get(`${duration}{route="${route}",method="POST",status="201"}`), 1);
  t.equal(metrics.get(`${duration}{route="${route}/:keyId",method="GET",status="404"}`), 1);
  t.equal(metrics.get(`${duration}{route="unknown",method="GET",status="404"}`), 1);
  const text = [...metrics.keys()].join('\n');
  for (const kept of [String(body.token), String(body.id), workspaceId, 'made']) t.notMatch(text, kept);
});

t.test('while the database is away the metrics say so, and all others are told', async (t) => {
  const database = await createTestDatabase();
  t.teardown(() => database.drop());
  await applyMigrations(database.url);
  const relay = await startDatabaseRelay(database.url);
  t.teardown(() => relay.close());
  const { read } = await startMeasured(t, { DATABASE_URL: relay.url });
  let metrics = await read();
  for (const name of ['keyward_ready', 'keyward_database_up']) t.equal(metrics.get(name), 1);
  // What a start sets going may still hold all connections.
  await until(async () => {
    metrics = await read();
    const idle = Number(metrics.get('keyward_database_connections{state="idle"}'));
    return idle > 0 && metrics.get('keyward_database_waiting') === 0;
  });

  relay.cut();
  metrics = await read();
  for (const name of ['keyward_ready', 'keyward_database_up']) t.equal(metrics.get(name), 0);
  t.equal(metrics.get('keyward_usage_batches_total{result="failed"}'), 0);
  t.notOk(metrics.has('keyward_findings{type="idle"}'));
  relay.restore();
  await until(async () => (await read()).get('keyward_ready') === 1, 10_000);
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
