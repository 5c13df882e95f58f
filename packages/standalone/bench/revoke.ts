import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPostgres } from '../src/postgres/index.ts';
import { type Cluster, startCluster } from '../test/fixtures/cluster/cluster.ts';
import { query } from '../test/fixtures/cluster/database.ts';
import { startGatewayProcess } from '../test/fixtures/gateway-process.ts';
import { measureLeaseCheck } from './lease-check.ts';
import { startSteadyLoad } from './steady-load.ts';

/**
 * What the promise costs: how long a revoke takes with so many live gateways under a light load, what a gateway asks of
 * the database while nothing changes, and what the lease adds to a cached verification. Real processes on a database
 * of the server that TEST_DATABASE_URL names, or on an embedded Postgres; all on this machine.
 */
const GATEWAYS = [0, 1, 2, 8];
const REVOKES = 200;
/** Revokes until the processes run compiled code, as those of an installation do; not counted. */
const WARM_UP = 150;
const REQUESTS_PER_SECOND = 50;
const IDLE_MS = 10_000;
/** A backend of Postgres that has become idle reports what it did up to ten seconds later. */
const SETTLE_MS = 10_500;
/** A machine that is busy otherwise gets fewer revokes, and is told so. */
const LONGEST_MS = 20_000;

const cleanups: (() => unknown)[] = [];
const teardown = (clean: () => unknown): void => void cleanups.push(clean);
try {
  await measure();
} finally {
  for (const clean of cleanups.reverse()) await clean();
}

async function measure(): Promise<void> {
  const databaseUrl = process.env.TEST_DATABASE_URL === undefined ? await embeddedDatabase() : undefined;
  const cluster = await startCluster(
    { teardown },
    { replicas: 2, gateways: [], leaseTtlMs: 10_000, ...(databaseUrl !== undefined && { databaseUrl }) },
  );
  const [settings] = await query(cluster.databaseUrl, "select current_setting('fsync') as fsync");
  const [load = 0] = loadavg();
  print(
    `${availableParallelism()} cores for everything, load average ${load.toFixed(1)} before; node ${process.version}`,
  );
  print(`Postgres with fsync ${String(settings?.fsync)}; 2 replicas of key-management`);
  print(`${REQUESTS_PER_SECOND} requests a second through each gateway\n`);

  await sleep(SETTLE_MS);
  const idleAlone = await transactionsPerSecond(cluster);
  print('from DELETE to its answer   revokes   median ms     p99 ms   requests meanwhile');
  const urls: string[] = [];
  for (const gateways of GATEWAYS) {
    const replicas = Array.from({ length: gateways - urls.length }, (_, index) => urls.length + index);
    const added = await Promise.all(replicas.map((replica) => startGatewayProcess({ teardown }, cluster, {}, replica)));
    urls.push(...added.map(({ url }) => url));
    await reportRevokes(cluster, urls);
  }
  const [cost] = await Promise.all([measureLeaseCheck(), sleep(SETTLE_MS)]);
  const idle = (await transactionsPerSecond(cluster)) - idleAlone;
  print('\nqueries while nothing changes, a second');
  print(row('key-management alone, 2 replicas', idleAlone.toFixed(2)));
  print(row('each gateway more', (idle / urls.length).toFixed(2)));

  print('\nnanoseconds of a request with a cached key');
  print(row('a look-up in a Map', cost.mapLookup.toFixed(0)));
  print(row('whose token it is: digest, look-up, lease', cost.peek.toFixed(0)));
  print(row('the check right before the dispatch', cost.holds.toFixed(0)));
  print(row('in each of them, the lease and its clocks', cost.leaseValid.toFixed(0)));
  print(row('share of the lease', `${((200 * cost.leaseValid) / (cost.peek + cost.holds)).toFixed(0)} %`));
}

async function reportRevokes(cluster: Cluster, urls: readonly string[]): Promise<void> {
  const { token } = await cluster.createKey();
  const keys: string[] = [];
  while (keys.length < WARM_UP + REVOKES) {
    const created = await Promise.all(Array.from({ length: 10 }, () => cluster.createKey()));
    keys.push(...created.map(({ id }) => id));
  }
  const load = startSteadyLoad({ gateways: urls, token, perSecond: REQUESTS_PER_SECOND });
  await sleep(500);
  const times: number[] = [];
  const end = performance.now() + LONGEST_MS;
  for (const [index, key] of keys.entries()) {
    const start = performance.now();
    if (start > end) break;
    if (index === WARM_UP) times.length = 0;
    const { status, body } = await cluster.revoke(index, key);
    times.push(performance.now() - start);
    const { gateways, acknowledged } = body.enforcement ?? {};
    if (status !== 200 || gateways !== urls.length || acknowledged !== gateways) {
      throw new Error(`revoked with ${urls.length} gateways: ${status} ${JSON.stringify(body)}`);
    }
  }
  const { answered, failed } = await load.stop();
  const sorted = times.toSorted((a, b) => a - b);
  const share = (part: number): string => (sorted[Math.ceil(sorted.length * part) - 1] ?? Number.NaN).toFixed(1);
  const label = urls.length === 0 ? 'no gateway: bare' : `${urls.length} live gateway${urls.length > 1 ? 's' : ''}`;
  const cells = [String(times.length), share(0.5), share(0.99), `${answered}${failed > 0 ? `, ${failed} FAILED` : ''}`];
  print(`  ${label.padEnd(24)}${cells.map((cell, index) => cell.padStart([9, 12, 11, 21][index] ?? 0)).join('')}`);
}

/** By the database's own count, while nobody asks for anything. */
async function transactionsPerSecond({ databaseUrl }: Cluster): Promise<number> {
  const sql = 'select xact_commit::int as count from pg_stat_database where datname = current_database()';
  const [before] = await query(databaseUrl, sql);
  await sleep(IDLE_MS);
  const [after] = await query(databaseUrl, sql);
  const own = 1;
  return (Number(after?.count) - Number(before?.count) - own) / (IDLE_MS / 1000);
}

async function embeddedDatabase(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'keyward-bench-'));
  teardown(() => rm(folder, { recursive: true, force: true }));
  const logFile = join(folder, 'postgres.log');
  const postgres = await startPostgres({ folder: join(folder, 'postgres'), password: 'bench', logFile });
  teardown(() => postgres.stop());
  return postgres.url('postgres');
}

function row(label: string, value: string): string {
  return `  ${label.padEnd(44)}${value.padStart(10)}`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
