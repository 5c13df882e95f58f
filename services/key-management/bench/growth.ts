import { availableParallelism } from 'node:os';
import { sql } from 'drizzle-orm';
import { openDatabase, type Session } from '../src/database/connect.ts';
import { presentedKeys } from '../src/keys/presented-keys.ts';
import { type Measured, startLoad } from './measured-load.ts';
import { openApp } from './open-app.ts';
import { onOwnPostgres } from './own-postgres.ts';
import { cpuSecondsBelow } from './process-cpu.ts';
import { filledKeyId, fillKeys, insertKeys } from './sample-keys.ts';

/**
 * How the cost of an introspection grows with the keys in the database: it must not, since all are look-ups by an
 * index. The first pass over the tokens is cold (Postgres has just read other rows), the second one warm.
 */
const SIZES = [10_000, 100_000, 1_000_000];
const TOKENS = 2_000;
const CONCURRENCY = 16;

await onOwnPostgres(measure);

async function measure(databaseUrl: string, postmaster: number): Promise<void> {
  const { app, serviceKey } = await openApp(databaseUrl);
  const database = openDatabase({ url: databaseUrl, poolSize: 1, onConnectionLost: () => undefined });
  const session = await database.openSession();
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const load = startLoad();
  try {
    const { db, secrets } = app.services;
    const tokens = await insertKeys(db, secrets, TOKENS);
    await load.run({ address, serviceKey, tokens, concurrency: CONCURRENCY });
    print(`${availableParallelism()} cores, shared by the service, the load and Postgres; node ${process.version}\n`);
    print('keys in Postgres   calls/s  median ms  p99 ms  CPU ms each  calls/s per core  Postgres CPU ms each');
    let filled = 0;
    for (const size of SIZES) {
      await fillKeys(db, filled, size - TOKENS);
      filled = size - TOKENS;
      await session.db.execute(sql`vacuum (analyze) keys`);
      for (const pass of ['cold', 'warm']) {
        const before = await cpuSecondsBelow(postmaster);
        const measured = await load.run({ address, serviceKey, tokens, concurrency: CONCURRENCY });
        const postgresMs = (((await cpuSecondsBelow(postmaster)) - before) * 1000) / TOKENS;
        print(line(`${size.toLocaleString('en')}, ${pass}`, measured, postgresMs));
      }
    }
    print(`\nthe plans with ${filled + TOKENS} keys\n\n${(await plans(session)).join('\n')}`);
  } finally {
    load.stop();
    await session.close();
    await database.close();
    await app.close();
  }
}

/** How Postgres answers the two queries of an introspection, by the statements that the service itself prepares. */
async function plans({ db }: Session): Promise<string[]> {
  const keys = presentedKeys(db);
  const id = filledKeyId(17);
  await keys.byId('api', id);
  await keys.byLookup(['nobody']);
  const explained: string[] = [];
  for (const execution of [`presented_key_by_id('api', '${id}', 1)`, "presented_key_by_lookup(array['nobody'], 1)"]) {
    const { rows } = await db.execute(sql.raw(`explain (analyze, costs off, summary off) execute ${execution}`));
    explained.push(execution, ...rows.map((row) => `  ${String(row['QUERY PLAN'])}`), '');
  }
  return explained;
}

function line(label: string, { callsPerSecond, medianMs, p99Ms, cpuMs }: Measured, postgresMs: number): string {
  const cells: [string, number][] = [
    [callsPerSecond.toFixed(0), 7],
    [medianMs.toFixed(2), 10],
    [p99Ms.toFixed(2), 7],
    [cpuMs.toFixed(3), 12],
    [(1000 / cpuMs).toFixed(0), 17],
    [postgresMs.toFixed(3), 21],
  ];
  return `${label.padEnd(18)} ${cells.map(([text, width]) => text.padStart(width)).join(' ')}`;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
