import { availableParallelism } from 'node:os';
import { mintToken } from '@keyward/auth';
import { createSecretHasher } from '../src/secrets/secret-hasher.ts';
import type { LoadRequest } from './load.ts';
import { type Measured, startLoad } from './measured-load.ts';
import { openApp } from './open-app.ts';
import { onOwnPostgres } from './own-postgres.ts';
import { forgeTokens, insertKeys } from './sample-keys.ts';

/**
 * What a cold introspection costs. The service runs in this process, so that its CPU time, the hashing threads
 * included, can be read; the load comes from another one. Postgres is a real one of its own, on the same machine.
 */
const KEYS = 500;
const CONCURRENCY = [1, 16];

await onOwnPostgres(measure);

async function measure(databaseUrl: string): Promise<void> {
  const { app, serviceKey } = await openApp(databaseUrl);
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const load = startLoad();
  try {
    const { db, secrets } = app.services;
    const tokens = await insertKeys(db, secrets, KEYS);
    const run = (request: Pick<LoadRequest, 'tokens' | 'concurrency'>) => load.run({ address, serviceKey, ...request });
    await run({ tokens, concurrency: 8 });

    const hashing = await hashingCost(tokens);
    print(`${availableParallelism()} cores, shared by the service, the load and Postgres; node ${process.version}`);
    print(`argon2id alone (m=1024,t=1,p=1)  ${hashing.toFixed(3)} ms of CPU each\n`);
    print('cold introspections              calls/s  median ms  p99 ms  CPU ms each  calls/s per core  argon2 share');
    for (const concurrency of CONCURRENCY) {
      report(`${concurrency} at a time`, await run({ tokens, concurrency }), hashing);
    }
    const unknown = tokens.map(() => mintToken('api').token);
    report('unknown ids, 8 at a time', await run({ tokens: unknown, concurrency: 8 }), 0);

    // What a guesser would time: a secret that is nearly right must take as long as any other wrong one.
    const { nearMisses, random } = forgeTokens(tokens);
    print('\nwrong secrets, 1 at a time');
    report('all but the last right', await run({ tokens: nearMisses, concurrency: 1 }), hashing);
    report('random', await run({ tokens: random, concurrency: 1 }), hashing);
  } finally {
    load.stop();
    await app.close();
  }
}

/** Milliseconds of CPU for one verification, as many at a time as the service runs. */
async function hashingCost(tokens: readonly string[]): Promise<number> {
  const { hashMintedToken, verifySecret } = createSecretHasher();
  const [token = ''] = tokens;
  const phc = await hashMintedToken(token);
  const rounds = 400;
  const before = process.cpuUsage();
  await Promise.all(Array.from({ length: rounds }, () => verifySecret(phc, token)));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / rounds;
}

function report(label: string, { callsPerSecond, medianMs, p99Ms, cpuMs }: Measured, hashing: number): void {
  const cells: [string | number, number][] = [
    [callsPerSecond.toFixed(0), 9],
    [medianMs.toFixed(2), 11],
    [p99Ms.toFixed(2), 8],
    [cpuMs.toFixed(3), 13],
    [(1000 / cpuMs).toFixed(0), 18],
    [hashing === 0 ? '–' : `${((100 * hashing) / cpuMs).toFixed(0)} %`, 14],
  ];
  print(`  ${label.padEnd(29)}${cells.map(([text, width]) => String(text).padStart(width)).join('')}`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
