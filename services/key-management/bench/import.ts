import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { mintToken } from '@keyward/auth';
import { buildApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { applyMigrations } from '../src/database/migrations.ts';
import { workspacesTable } from '../src/workspaces/workspaces-table.ts';
import type { ImportOrder, ImportTimes } from './import-client.ts';
import type { LoadReport, LoadRequest } from './load.ts';
import { onOwnPostgres } from './own-postgres.ts';
import { insertKeys } from './sample-keys.ts';

/**
 * What importing a large file costs, and what introspection notices of it. The service runs in this process, whose
 * memory and event loop are read; the file and the load come from other ones. Postgres is a real one, on the same
 * machine.
 */
const KEYS = Number(process.env.KEYS ?? 100_000);
const PAIRS = 500;
const MIB = 1024 * 1024;

await onOwnPostgres(measure);

async function measure(databaseUrl: string): Promise<void> {
  await applyMigrations(databaseUrl);
  const [serviceKey, managementKey] = [mintToken('svc').token, mintToken('mgmt').token];
  const app = await buildApp(
    readConfig({
      DATABASE_URL: databaseUrl,
      MASTER_KEYS: `bench:${Buffer.alloc(32, 1).toString('base64')}`,
      BOOTSTRAP_MANAGEMENT_KEY: managementKey,
      BOOTSTRAP_SERVICE_KEY: serviceKey,
      LOG_LEVEL: 'error',
    }),
  );
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
    print(
      `${availableParallelism()} cores, shared by the service, the load, the client and Postgres; ${process.version}`,
    );
    const idle = await introspections();
    print(`introspection alone: median ${idle.medianMs.toFixed(1)} ms, p99 ${idle.p99Ms.toFixed(1)} ms\n`);

    const order = { address, managementKey, workspaceId: workspace.id };
    const runs: Pick<ImportOrder, 'keys' | 'pairs' | 'modes'>[] = [
      { keys: KEYS, pairs: false, modes: ['add-new', 'add-new', 'overwrite'] },
      { keys: PAIRS, pairs: true, modes: ['add-new'] },
    ];
    for (const run of runs) {
      const watch = watchProcess();
      const importing = asked<ImportTimes>(client, { ...order, ...run });
      const reports = await whileRunning(importing, introspections);
      const { peakMiB, longestBlockMs } = watch.end();
      for (const { mode, ms, bytes } of await importing) {
        const rate = (run.keys / ms) * 1000;
        print(
          `${run.keys} keys${run.pairs ? ' with pairs' : ''} (${(bytes / MIB).toFixed(1)} MiB), ${mode}: ${(ms / 1000).toFixed(1)} s, ${rate.toFixed(0)} rows/s`,
        );
      }
      const p99s = reports.map(({ p99Ms }) => p99Ms).sort((a, b) => a - b);
      const medians = reports.map(({ medianMs }) => medianMs).sort((a, b) => a - b);
      print(
        `  introspection meanwhile: median ${middle(medians)} ms, p99 ${middle(p99s)} ms (worst 500 calls: ${p99s.at(-1)?.toFixed(1)} ms)`,
      );
      print(
        `  memory at most ${peakMiB.toFixed(0)} MiB above idle, longest event-loop block ${longestBlockMs.toFixed(0)} ms\n`,
      );
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

function watchProcess(): { end(): { peakMiB: number; longestBlockMs: number } } {
  globalThis.gc?.();
  const idle = process.memoryUsage().rss;
  let peak = idle;
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 50);
  return {
    end() {
      clearInterval(timer);
      delay.disable();
      return { peakMiB: (peak - idle) / MIB, longestBlockMs: delay.max / 1e6 };
    },
  };
}

function middle(sorted: readonly number[]): string {
  return (sorted[Math.floor(sorted.length / 2)] ?? 0).toFixed(1);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
