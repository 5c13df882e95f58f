import { fileURLToPath } from 'node:url';
import { type KeyLimits, mintToken } from '@keyward/auth';
import { anIntrospectionAnswer } from '@keyward/auth/testing';
import { startStore, storeProgram } from '../test/fixtures/redis-server.ts';
import { type StartedProcess, startProcess } from '../test/fixtures/started-process.ts';
import { PLENTY, startKeyManagementStandIn } from './key-management-stand-in.ts';
import { measure } from './load/load.ts';
import { median } from './report.ts';
import { PATH } from './workload.ts';

// What limits cost on the way of a request whose key is remembered, and how exact a count is that four processes share.

const CONNECTIONS = 32;
const ROUNDS = Number(process.env.ROUNDS ?? 5);
const SECONDS = Number(process.env.SECONDS ?? 2);
const WARM_UP = 8_000;
const SHARED_LIMIT = 6_000;
const PROCESSES = 4;

const say = (line = '') => process.stdout.write(`${line}\n`);
const fileOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const stops: (() => Promise<unknown>)[] = [];
const later = { teardown: (clean: () => Promise<unknown>) => void stops.push(clean) };

try {
  const origin = await startProcess(fileOf('programs/origin.ts'), {});
  stops.push(() => origin.stop());
  const keys = new Map<string, ReturnType<typeof anIntrospectionAnswer>>();
  const standIn = await startKeyManagementStandIn(origin.url, (token) => keys.get(token) ?? {});
  stops.push(() => standIn.close());
  const addKey = (limits: KeyLimits) => {
    const { token, id } = mintToken('api');
    keys.set(token, anIntrospectionAnswer({ client_id: id, keyward: { limits } }));
    return token;
  };
  const start = async (environment: Record<string, string> = {}) => {
    const gateway = await startProcess(
      fileOf('../src/main.ts'),
      {
        KEY_MANAGEMENT_URL: standIn.url,
        SERVICE_KEY: mintToken('svc').token,
        UPSTREAM_ALLOW: '127.0.0.0/8',
        LOG_LEVEL: 'error',
        ...environment,
      },
      { path: '/readyz' },
    );
    stops.push(() => gateway.stop());
    return gateway;
  };

  const store = storeProgram === undefined ? undefined : await startStore(later);
  const alone = await start();
  const shared = store && (await start({ VALKEY_URL: store.url }));
  await compare(alone, shared, addKey({}), addKey(PLENTY));
  if (store === undefined) say('no valkey-server and no redis-server here: the rest is left out');
  else {
    const gateways = await Promise.all(Array.from({ length: PROCESSES }, () => start({ VALKEY_URL: store.url })));
    await overload(gateways, addKey(PLENTY), addKey({ requestsPerMinute: SHARED_LIMIT }));
  }
} finally {
  for (const stop of stops.reverse()) await stop();
}

/** In alternating rounds, so that whatever else the machine does hits all. */
async function compare(alone: StartedProcess, shared: StartedProcess | undefined, free: string, limited: string) {
  const targets = [
    { name: 'limits off', process: alone, token: free },
    { name: 'in memory', process: alone, token: limited },
    ...(shared === undefined ? [] : [{ name: `in ${storeProgram}`, process: shared, token: limited }]),
  ].map(({ name, process, token }) => ({
    name,
    target: { process, path: PATH, tokens: [token] },
    ratios: [] as number[],
  }));
  for (const { target } of targets) await measure(target, CONNECTIONS, { amount: WARM_UP });
  say(`${ROUNDS} rounds of ${SECONDS} s each, ${CONNECTIONS} connections, two limits; CPU is the gateway's own:`);
  for (let round = 0; round < ROUNDS; round++) {
    let off = Number.NaN;
    for (const { name, target, ratios } of targets) {
      const { requestsPerSecond, cpuMicroseconds } = await measure(target, CONNECTIONS, { seconds: SECONDS });
      if (ratios === targets[0]?.ratios) off = requestsPerSecond;
      ratios.push(requestsPerSecond / off);
      say(
        `  ${name.padEnd(16)} ${requestsPerSecond.toFixed(0).padStart(6)} requests/s, ${cpuMicroseconds.toFixed(0)} µs of CPU each`,
      );
    }
  }
  for (const { name, ratios } of targets)
    say(`${name}: ${median(ratios).toFixed(2)} of the requests/s with limits off`);
}

/** All processes are asked for far more than the limit, within one window. */
async function overload(gateways: readonly StartedProcess[], warm: string, token: string): Promise<void> {
  for (const process of gateways) await measure({ process, path: PATH, tokens: [warm] }, 8, { amount: 1_000 });
  const end = performance.now() + 20_000;
  let accepted = 0;
  let sent = 0;
  async function client(url: string): Promise<void> {
    // Until long after the limit is reached.
    while (performance.now() < end && sent < 2 * SHARED_LIMIT) {
      sent++;
      const answer = await fetch(url + PATH, { method: 'POST', headers: { 'x-api-key': token } });
      await answer.arrayBuffer();
      if (answer.status === 200) accepted++;
    }
  }
  await Promise.all(gateways.flatMap(({ url }) => Array.from({ length: 8 }, () => client(url))));
  say(
    `\n${PROCESSES} gateways on one ${storeProgram}, ${SHARED_LIMIT} a minute: ${accepted} of ${sent} requests were accepted`,
  );
}
