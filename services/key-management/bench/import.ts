import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { hashTokenSync } from '../src/secrets/secret-hasher.ts';
import { workspacesTable } from '../src/workspaces/workspaces-table.ts';
import { type LoopReport, watchEventLoop } from './event-loop-blocks.ts';
import { type ImportCase, importCases } from './import-cases.ts';
import type { ImportOrder, ImportTime } from './import-client.ts';
import type { LoadReport, LoadRequest } from './load.ts';
import { openApp } from './open-app.ts';
import { onOwnPostgres } from './own-postgres.ts';
import { cpuSecondsBelow } from './process-cpu.ts';
import { insertKeys } from './sample-keys.ts';

/**
 * What importing a large file costs, and what introspection notices of it. The service runs in this process, whose
 * memory and event loop are read; the file and the load come from other ones. Postgres is a real one, on the same
 * machine.
 */
const KEYS = Number(process.env.KEYS ?? 100_000);
const PAIRS = Number(process.env.PAIRS ?? 200);
const CORES = availableParallelism();
const MIB = 1024 * 1024;

await onOwnPostgres(measure);

async function measure(databaseUrl: string, postmaster: number): Promise<void> {
  const { app, serviceKey, managementKey } = await openApp(databaseUrl);
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const load = fork(fileURLToPath(new URL('./load.ts', import.meta.url)));
  const client = fork(fileURLToPath(new URL('./import-client.ts', import.meta.url)));
  try {
    const { db, secrets } = app.services;
    const [workspace] = await db.select().from(workspacesTable).limit(1);
    if (workspace === undefined) throw new Error('the first start has not happened');
    const tokens = await insertKeys(db, secrets, 500);
    const introspections = (): Promise<LoadReport> =>
      asked(load, { address, serviceKey, tokens, concurrency: 2 } satisfies LoadRequest);
    await introspections();
    print(`${CORES} cores, shared by the service, the load, the client and Postgres; ${process.version}`);
    const idle = await introspections();
    print(`introspection alone: median ${idle.medianMs.toFixed(1)} ms, p99 ${idle.p99Ms.toFixed(1)} ms`);
    const hashMs = hashTime();
    print(
      `one token's hash: ${hashMs.toFixed(2)} ms of CPU, so ${((KEYS * hashMs) / CORES / 1000).toFixed(1)} s for ${KEYS} are the floor`,
    );

    const order = { address, managementKey, workspaceId: workspace.id };
    const idleRss = process.memoryUsage().rss;
    for (const run of importCases(KEYS, PAIRS)) {
      const watch = await watchProcesses(postmaster, idleRss);
      const importing = asked<ImportTime>(client, { ...order, ...run } satisfies ImportOrder);
      const reports = run.alone ? [] : await whileRunning(importing, introspections);
      await importing;
      const seen = await watch.end();
      print(describeCase(run, await importing));
      if (!run.alone) print(describeLoad(reports, tokens.length));
      print(
        `  CPU${run.alone ? '' : ', these calls included'}: the service ${seen.serviceCpu.toFixed(1)} s, Postgres ${seen.postgresCpu.toFixed(1)} s`,
      );
      print(`  memory at most ${seen.peakMiB.toFixed(0)} MiB above idle`);
      print(describeLoop(seen.loop));
    }
  } finally {
    load.kill();
    client.kill();
    await app.close();
  }
}

function asked<T>(child: ReturnType<typeof fork>, question: object): Promise<T> {
  const answer = new Promise<T>((resolve, reject) => {
    const fail = () => reject(new Error('a process of the bench has ended'));
    child.once('exit', fail);
    child.once('message', (message) => {
      child.off('exit', fail);
      if (typeof message === 'string') resolve(JSON.parse(message));
    });
  });
  child.send(JSON.stringify(question));
  return answer;
}

async function whileRunning<T>(running: Promise<unknown>, act: () => Promise<T>): Promise<T[]> {
  let over = false;
  running.then(
    () => (over = true),
    () => (over = true),
  );
  const results: T[] = [];
  while (!over) results.push(await act());
  return results;
}

/** Milliseconds of CPU for the hash of a token of 256 random bits. */
function hashTime(): number {
  const times = 1000;
  const before = process.cpuUsage();
  for (let at = 0; at < times; at++) hashTokenSync(`kw_api_${at}`, 'minted');
  const { user, system } = process.cpuUsage(before);
  return (user + system) / times / 1000;
}

interface Observations {
  readonly peakMiB: number;
  readonly loop: LoopReport;
  /** Seconds. */
  readonly serviceCpu: number;
  readonly postgresCpu: number;
}

/** Memory counts from `idle` on: what threads keep between two imports is more, too. */
async function watchProcesses(postmaster: number, idle: number): Promise<{ end(): Promise<Observations> }> {
  let peak = idle;
  const cpu = process.cpuUsage();
  const postgres = await cpuSecondsBelow(postmaster);
  const eventLoop = watchEventLoop();
  const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 50);
  return {
    async end() {
      clearInterval(timer);
      const loop = await eventLoop.end();
      const { user, system } = process.cpuUsage(cpu);
      return {
        peakMiB: (peak - idle) / MIB,
        loop,
        serviceCpu: (user + system) / 1e6,
        postgresCpu: (await cpuSecondsBelow(postmaster)) - postgres,
      };
    },
  };
}

function describeCase(
  { keys, content, mode, dryRun, status }: ImportCase,
  { ms, bytes, answerBytes }: ImportTime,
): string {
  const sent = `${keys} keys (${content}, ${(bytes / MIB).toFixed(1)} MiB), ${mode}${dryRun ? ', dry run' : ''}`;
  const took = `${status} with ${(answerBytes / MIB).toFixed(1)} MiB after ${(ms / 1000).toFixed(1)} s, ${((keys / ms) * 1000).toFixed(0)} rows/s`;
  const all = content === 'pairs' ? `; ${KEYS} would take ${((ms / keys) * (KEYS / 60_000)).toFixed(0)} minutes` : '';
  return `\n${sent}: ${took}${all}`;
}

function describeLoad(reports: readonly LoadReport[], calls: number): string {
  const p99s = reports.map(({ p99Ms }) => p99Ms).sort((a, b) => a - b);
  const medians = reports.map(({ medianMs }) => medianMs).sort((a, b) => a - b);
  return `  introspection meanwhile: ${reports.length * calls} calls, median ${middle(medians)} ms, p99 ${middle(p99s)} ms (worst ${calls} calls: ${p99s.at(-1)?.toFixed(1)} ms)`;
}

function describeLoop({ longest, mostRunMs }: LoopReport): string {
  const { wallMs, ranMs, queuedMs, stolenMs, gcMs } = longest;
  const parts = `${ranMs.toFixed(0)} ms it ran, ${queuedMs.toFixed(0)} ms it waited for a processor, ${stolenMs.toFixed(0)} ms the host took from both, ${gcMs.toFixed(0)} ms were garbage collection`;
  return `  event loop: ran at most ${mostRunMs.toFixed(0)} ms without turning; longest block ${wallMs.toFixed(0)} ms (${parts})`;
}

function middle(sorted: readonly number[]): string {
  return (sorted[Math.floor(sorted.length / 2)] ?? 0).toFixed(1);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
