import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import { findFreePort } from '../src/processes/free-port.ts';
import { startCluster } from './fixtures/cluster/cluster.ts';
import { query } from './fixtures/cluster/database.ts';
import { eventually } from './fixtures/cluster/eventually.ts';
import { type GatewayProcess, startGatewayProcess } from './fixtures/gateway-process.ts';

const cluster = await startCluster(t, { replicas: 1, gateways: [], leaseTtlMs: 2_000 });

/** Whether so many leases have neither lapsed nor been given back. */
async function liveLeasesAre(count: number): Promise<boolean> {
  return (await query(cluster.databaseUrl, 'select 1 from leases where lapsed_at is null')).length === count;
}

async function lapsedLeases(): Promise<number> {
  return (await query(cluster.databaseUrl, 'select 1 from leases where lapsed_at is not null')).length;
}

/** The processes of a gateway that have begun to listen, in their order; dead ones too. */
function workersOf(gateway: GatewayProcess): number[] {
  const lines = gateway.output().matchAll(/"pid":(\d+).*Server listening/g);
  return Array.from(lines, ([, pid]) => Number(pid));
}

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** A gateway of two workers, each with its lease. */
async function startWorkers(t: Parameters<typeof startCluster>[0], environment: Record<string, string> = {}) {
  await eventually(() => liveLeasesAre(0));
  const two = { WORKERS: '2', LOG_LEVEL: 'info', SHUTDOWN_GRACE: 'PT10S', ...environment };
  const gateway = await startGatewayProcess(t, cluster, two);
  await eventually(() => liveLeasesAre(2));
  await eventually(() => workersOf(gateway).length === 2);
  return gateway;
}

async function status(answer: Promise<Response>): Promise<number> {
  const { status, body } = await answer;
  await body?.cancel();
  return status;
}

/** The samples of the metrics on a port, by their names and labels. */
async function samplesAt(port: number): Promise<Map<string, number>> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return new Map(
    text.split('\n').map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]),
  );
}

t.test('each worker holds a lease, a dead one is replaced, and a stop leaves nothing behind', async (t) => {
  const metricsPort = await findFreePort();
  const gateway = await startWorkers(t, { METRICS_PORT: String(metricsPort) });
  t.notOk(workersOf(gateway).includes(gateway.pid), 'the primary serves nothing itself');

  const key = await cluster.createKey();
  for (let calls = 0; calls < 6; calls++) t.equal(await status(gateway.predict(key.token)), 200);
  const metrics = await samplesAt(metricsPort);
  t.equal(metrics.get('keyward_cache_decisions_total{cache="keys",result="miss"}'), 2, 'each has a cache of its own');
  t.equal(metrics.get('keyward_cache_decisions_total{cache="keys",result="hit"}'), 4, 'counts are added up');
  t.equal(metrics.get('keyward_cached_keys'), 2);
  const remaining = Number(metrics.get('keyward_lease_remaining_seconds'));
  t.ok(remaining > 0 && remaining < 2, 'of one lease, not of both');

  t.match(await cluster.revoke(0, key.id), { body: { enforcement: { gateways: 2, acknowledged: 2, lapsed: 0 } } });
  for (let calls = 0; calls < 4; calls++) t.equal(await status(gateway.predict(key.token)), 401, 'at any worker');

  const [victim = 0] = workersOf(gateway);
  process.kill(victim, 'SIGKILL');
  await eventually(() => workersOf(gateway).length === 3);
  await eventually(async () => (await lapsedLeases()) === 1 && (await liveLeasesAre(2)));
  const next = await cluster.createKey();
  t.equal(await status(gateway.predict(next.token)), 200);
  t.match(await cluster.revoke(0, next.id), { body: { enforcement: { gateways: 2, acknowledged: 2 } } });

  process.kill(gateway.pid, 'SIGTERM');
  t.equal(await gateway.exit, 0);
  t.ok(await liveLeasesAre(0), 'the leases are given back');
  t.same(workersOf(gateway).filter(lives), []);
});

t.test('a stop waits for a stream, and is heard once where the whole process group gets the signal', async (t) => {
  const gateway = await startWorkers(t);
  const key = await cluster.createKey();
  const stream = await gateway.predict(key.token, { question: 'hello', streaming: true });
  t.equal(stream.status, 200);
  await eventually(() => cluster.origin.streams === 1);

  for (const pid of [...workersOf(gateway), gateway.pid]) process.kill(pid, 'SIGINT');
  await sleep(500);
  t.ok(lives(gateway.pid));
  t.equal(cluster.origin.streams, 1);
  await cluster.revoke(0, key.id);
  t.match(await stream.text(), /event: error/);
  t.equal(await gateway.exit, 0);
  t.ok(await liveLeasesAre(0));
});

t.test('a worker that is frozen is killed when the stop has waited long enough', async (t) => {
  const gateway = await startWorkers(t, { SHUTDOWN_GRACE: '0' });
  const [frozen = 0] = workersOf(gateway);
  process.kill(frozen, 'SIGSTOP');
  process.kill(gateway.pid, 'SIGTERM');
  t.equal(await gateway.exit, 1);
  await eventually(() => !workersOf(gateway).some(lives));
});

t.test('a primary that is killed takes its workers with it', async (t) => {
  const gateway = await startWorkers(t);
  process.kill(gateway.pid, 'SIGKILL');
  await gateway.exit;
  await eventually(() => !workersOf(gateway).some(lives));
});
