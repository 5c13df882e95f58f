import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { openApp } from './open-app.ts';
import { onOwnPostgres } from './own-postgres.ts';
import { cpuSecondsBelow } from './process-cpu.ts';
import { filledKeyId, fillKeys } from './sample-keys.ts';
import type { UsageLoad, UsageLoadReport } from './usage-load.ts';

/**
 * What it costs to take in the usage of 50 gateways with 10,000 active keys each, of which every one flushes once a
 * minute. The service runs in this process, so that its CPU time can be read; Postgres is a real one of its own, on the
 * same machine; the gateways are another process. A minute's flushes are sent one right after the other.
 */
const GATEWAYS = 50;
const ACTIVE_KEYS = 10_000;
const KEYS = 100_000;
const MINUTE_S = 60;
const LIMIT = 0.1;
const USUAL = 'the second: as usual';

await onOwnPostgres(measure);

async function measure(databaseUrl: string, postmaster: number): Promise<void> {
  const { app, serviceKey } = await openApp(databaseUrl);
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const load = fork(fileURLToPath(new URL('./usage-load.ts', import.meta.url)));
  try {
    const { db } = app.services;
    await fillKeys(db, 0, KEYS);
    await db.execute(sql`vacuum (analyze) keys`);
    const gateways = Array.from({ length: GATEWAYS }, (_, gateway) => activeKeys(gateway));
    print(`${availableParallelism()} cores, shared by the service, the gateways and Postgres; node ${process.version}`);
    print(`${GATEWAYS} gateways × ${ACTIVE_KEYS} active keys, of ${KEYS} keys in all; a flush a minute each\n`);
    print(
      'a minute of flushes            rows/s  MB a flush  CPU s   cores  Postgres CPU s  cores  longest block ms  polls',
    );
    for (const [what, concurrency] of [
      ['the first: all keys are new', 1],
      [USUAL, 1],
      ['ten gateways at once', 10],
    ] as const) {
      const cores = await report(what, postmaster, () => run(load, { address, serviceKey, gateways, concurrency }));
      if (what === USUAL && cores > LIMIT) process.exitCode = 1;
    }
  } finally {
    load.kill();
    await app.close();
  }
}

/** Measures one minute's worth; returns how much of a core this process needs for it. */
async function report(what: string, postmaster: number, send: () => Promise<UsageLoadReport>): Promise<number> {
  const loop = monitorEventLoopDelay({ resolution: 1 });
  loop.enable();
  const postgresBefore = await cpuSecondsBelow(postmaster);
  const before = process.cpuUsage();
  const { seconds, bytes, rows, polls } = await send();
  const { user, system } = process.cpuUsage(before);
  const cpu = (user + system) / 1e6;
  const postgresCpu = (await cpuSecondsBelow(postmaster)) - postgresBefore;
  loop.disable();
  const columns = [
    Math.round(rows / seconds)
      .toString()
      .padStart(7),
    (bytes / GATEWAYS / 1e6).toFixed(2).padStart(11),
    cpu.toFixed(2).padStart(6),
    (cpu / MINUTE_S).toFixed(3).padStart(7),
    postgresCpu.toFixed(2).padStart(15),
    (postgresCpu / MINUTE_S).toFixed(3).padStart(6),
    (loop.max / 1e6).toFixed(0).padStart(17),
    String(polls).padStart(6),
  ];
  print(`${what.padEnd(29)} ${columns.join(' ')}`);
  return cpu / MINUTE_S;
}

/** The ids that a gateway has counted: its tenth of all keys, so that each key is active at five gateways. */
function activeKeys(gateway: number): string[] {
  return Array.from({ length: ACTIVE_KEYS }, (_, index) => filledKeyId((gateway * ACTIVE_KEYS + index) % KEYS));
}

function run(load: ReturnType<typeof fork>, request: UsageLoad): Promise<UsageLoadReport> {
  return new Promise((resolve, reject) => {
    load.once('message', (message) => resolve(JSON.parse(typeof message === 'string' ? message : 'null')));
    load.once('exit', () => reject(new Error('the gateways have died')));
    load.send(JSON.stringify(request));
  });
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
