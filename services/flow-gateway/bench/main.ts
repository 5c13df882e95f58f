import { fileURLToPath } from 'node:url';
import { mintToken } from '@keyward/auth';
import { anIntrospectionAnswer, leaseAnswer, startIntrospectionServer } from '@keyward/auth/testing';
import { startKeyManagement } from '../test/fixtures/real-key-management.ts';
import { type StartedProcess, startProcess } from '../test/fixtures/started-process.ts';
import { startMeasuredGateway } from './gateway.ts';
import { type Measurement, measure, probe, type Target } from './load.ts';
import { median, told } from './report.ts';

const CONNECTIONS = 64;
const ROUNDS = Number(process.env.ROUNDS ?? 5);
const SECONDS = Number(process.env.SECONDS ?? 5);
/** Requests until V8 has optimised what there is to optimise. */
const WARM_UP = 30_000;
const CACHED_KEYS = 100_000;
const COLD_KEYS = 500;

const say = (line = '') => process.stdout.write(`${line}\n`);
const fileOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const running: { stop(): Promise<void> }[] = [];

try {
  const origin = await start(fileOf('origin.ts'), {});
  const keyManagement = await startKeyManagement();
  running.push(keyManagement);
  const flowId = await keyManagement.register(origin.url);
  const [token = '', ...coldTokens] = await keyManagement.mintKeys(1 + COLD_KEYS);
  const path = `/api/v1/prediction/${flowId}`;
  const gateway = await startGateway(keyManagement.url, keyManagement.serviceKey);
  const rival = await start(fileOf('rival.ts'), { UPSTREAM: origin.url, TOKEN: token });
  const ours: Target = { process: gateway, path, tokens: [token] };
  const theirs: Target = { process: rival, path, tokens: [token] };
  await compare(ours, theirs);
  await coldKeys({ ...ours, tokens: coldTokens });
  await manyKeys(origin.url);
} finally {
  for (const service of running.reverse()) await service.stop();
}

/** Throughput with a remembered key, in alternating rounds, so that whatever else the machine does hits both. */
async function compare(ours: Target, theirs: Target): Promise<void> {
  const [mine, others] = [await probe(ours), await probe(theirs)];
  if (mine !== others) throw new Error(`the answers differ:\n${mine}\n${others}`);
  say(`both answer: ${mine}`);
  say(`\n${ROUNDS} rounds of ${SECONDS} s each, ${CONNECTIONS} connections, one process each:`);
  for (const target of [ours, theirs]) await measure(target, CONNECTIONS, { amount: WARM_UP });
  const rounds: { ours: Measurement; theirs: Measurement }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const pair = {
      ours: await measure(ours, CONNECTIONS, { seconds: SECONDS }),
      theirs: await measure(theirs, CONNECTIONS, { seconds: SECONDS }),
    };
    rounds.push(pair);
    say(`  flow-gateway             ${told(pair.ours)}`);
    say(`  http-proxy + bearer-auth ${told(pair.theirs)}`);
  }
  const throughput = median(rounds.map((pair) => pair.ours.requestsPerSecond / pair.theirs.requestsPerSecond));
  const cost = median(rounds.map((pair) => pair.theirs.cpuMicroseconds / pair.ours.cpuMicroseconds));
  say(`median of the rounds: ${throughput.toFixed(2)} times the requests/s, ${cost.toFixed(2)} times per CPU second`);
}

/** The first request of each key: one introspection, one hash. */
async function coldKeys(target: Target): Promise<void> {
  const cold = await measure(target, 8, { amount: target.tokens.length });
  say(`\n${target.tokens.length} keys that were not remembered, 8 connections: ${told(cold)}`);
}

/** Memory with as many keys as are remembered by default. Introspection is answered by a stand-in here. */
async function manyKeys(upstreamUrl: string): Promise<void> {
  const flow = { id: 'f', organizationId: 'organization0001', workspaceId: 'workspace0000001', public: false };
  const upstream = { id: 'u', name: 'u', kind: 'flow-server', baseUrl: upstreamUrl, credential: null };
  const standIn = await startIntrospectionServer((question) => {
    if (question.path === '/oauth2/introspect') return { body: anIntrospectionAnswer() };
    return leaseAnswer(question) ?? { body: { found: true, flow, upstream, revision: 1 } };
  });
  running.push({ stop: () => standIn.close() });
  const gateway = await startGateway(standIn.url, mintToken('svc').token);
  const before = gateway.residentMib();
  const tokens = Array.from({ length: CACHED_KEYS }, () => mintToken('api').token);
  await measure({ process: gateway, path: '/api/v1/prediction/f', tokens }, CONNECTIONS, { amount: CACHED_KEYS });
  say(`\nresident memory: ${before.toFixed(0)} MiB at the start, ${gateway.residentMib().toFixed(0)} MiB with`);
  say(`${CACHED_KEYS} remembered keys, right after as many introspections`);
}

async function startGateway(keyManagementUrl: string, serviceKey: string): Promise<StartedProcess> {
  const gateway = await startMeasuredGateway(keyManagementUrl, serviceKey);
  running.push(gateway);
  return gateway;
}

async function start(...process: Parameters<typeof startProcess>): Promise<StartedProcess> {
  const started = await startProcess(...process);
  running.push(started);
  return started;
}
