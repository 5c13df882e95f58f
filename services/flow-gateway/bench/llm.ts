import { fileURLToPath } from 'node:url';
import { mintToken } from '@keyward/auth';
import { anIntrospectionAnswer, leaseAnswer, startIntrospectionServer } from '@keyward/auth/testing';

import { startPortkey } from '../test/fixtures/portkey.ts';
import { startProcess } from '../test/fixtures/started-process.ts';
import { startMeasuredGateway } from './gateway.ts';
import { type Measurement, measure, probe, type Target } from './load/load.ts';
import { latencyOf } from './load/paced-load.ts';
import { median, told } from './report.ts';

const CONNECTIONS = 64;
const ROUNDS = Number(process.env.ROUNDS ?? 5);
const SECONDS = Number(process.env.SECONDS ?? 5);
const WARM_UP = Number(process.env.WARM_UP ?? 20_000);
const MODEL = 'gpt-large-2026';
const CREDENTIAL = { id: 'c', location: 'bearer', name: null, value: 'sk-0123456789abcdefghijklmnopqrstuvwxyz' };

const say = (line = '') => process.stdout.write(`${line}\n`);
const running: { stop(): Promise<void> }[] = [];

try {
  const origin = await startProcess(fileURLToPath(new URL('programs/openai-origin.ts', import.meta.url)), {});
  running.push(origin);
  const keyManagement = await startKeyManagement(`${origin.url}/v1`);
  running.push({ stop: () => keyManagement.close() });
  const gateway = await startMeasuredGateway({
    keyManagementUrl: keyManagement.url,
    serviceKey: mintToken('svc').token,
    environment: { LOG_LEVEL: 'warn' },
  });
  running.push(gateway);
  const portkey = await startPortkey();
  running.push(portkey);

  const tokens = [mintToken('gw').token];
  const path = '/v1/chat/completions';
  const ours: Target = { process: gateway, path, tokens, body: completion('fast') };
  const plain: Target = { ...ours, path: '/apis/models/chat/completions', tokens: [mintToken('api').token] };
  const theirs: Target = {
    process: portkey,
    path,
    tokens: [CREDENTIAL.value],
    body: completion(MODEL),
    headers: { 'x-portkey-provider': 'openai', 'x-portkey-custom-host': `${origin.url}/v1` },
  };
  const direct: Target = { process: origin, path, tokens, body: completion(MODEL) };

  for (const target of [ours, plain, theirs]) say(JSON.stringify(await probe(target)).slice(0, 100));
  for (const target of [ours, plain]) await measure(target, CONNECTIONS, { amount: WARM_UP });
  await measure(theirs, CONNECTIONS, { amount: WARM_UP / 10 });
  await compare('@portkey-ai/gateway', ours, theirs);
  await compare('the plain proxy (/apis)', ours, plain);
  await compareLatency(ours, direct);
} finally {
  for (const service of running.reverse()) await service.stop();
}

/** Throughput in alternating rounds, so that whatever else the machine does hits both. */
async function compare(name: string, ours: Target, other: Target): Promise<void> {
  say(`\n/v1/chat/completions beside ${name}: ${ROUNDS} rounds of ${SECONDS} s, ${CONNECTIONS} connections`);
  const rounds: { ours: Measurement; other: Measurement }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const pair = {
      ours: await measure(ours, CONNECTIONS, { seconds: SECONDS }),
      other: await measure(other, CONNECTIONS, { seconds: SECONDS }),
    };
    rounds.push(pair);
    say(`  flow-gateway ${told(pair.ours)}`);
    say(`  the other    ${told(pair.other)}`);
  }
  const throughput = median(rounds.map((pair) => pair.ours.requestsPerSecond / pair.other.requestsPerSecond));
  const cost = median(rounds.map((pair) => pair.other.cpuMicroseconds / pair.ours.cpuMicroseconds));
  say(`median of the rounds: ${throughput.toFixed(2)} times the requests/s, ${cost.toFixed(2)} times per CPU second`);
}

/** What the way through the gateway adds at a hundred requests a second. */
async function compareLatency(ours: Target, direct: Target): Promise<void> {
  say('\nlatency at 100 requests a second');
  const rounds: { through: { p50Ms: number; p99Ms: number }; straight: { p50Ms: number; p99Ms: number } }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    rounds.push({ through: await latencyOf(ours, 100, SECONDS), straight: await latencyOf(direct, 100, SECONDS) });
  }
  for (const [name, member] of [
    ['median', 'p50Ms'],
    ['p99', 'p99Ms'],
  ] as const) {
    const through = median(rounds.map((pair) => pair.through[member]));
    const straight = median(rounds.map((pair) => pair.straight[member]));
    say(
      `  ${name}: ${through.toFixed(2)} ms, straight ${straight.toFixed(2)} ms, added ${(through - straight).toFixed(2)}`,
    );
  }
}

function completion(model: string): string {
  const messages = [
    { role: 'system', content: 'You are a helpful assistant. '.repeat(20) },
    { role: 'user', content: 'Hello' },
  ];
  return JSON.stringify({ model, messages, temperature: 0 });
}

/** A stand-in that knows one gateway with one model, and the same provider as a custom API. */
function startKeyManagement(baseUrl: string) {
  const owner = { organizationId: 'organization0001', workspaceId: 'workspace0000001' };
  const upstream = { id: 'u', name: 'models', baseUrl, credential: CREDENTIAL };
  const gateway = { id: 'gateway000000001', name: 'g', ...owner, limits: {}, createdAt: 1 };
  const models = [{ name: 'fast', upstreamModel: MODEL, upstreamId: 'u' }];
  return startIntrospectionServer((question) => {
    const lease = leaseAnswer(question);
    if (lease !== undefined) return lease;
    if (question.path.startsWith('/internal/v1/llm-routes/')) {
      return { body: { found: true, gateway, models, upstreams: [{ ...upstream, kind: 'llm' }], revision: 1 } };
    }
    if (question.path.startsWith('/internal/v1/api-routes/')) {
      return { body: { found: true, ...owner, upstream: { ...upstream, kind: 'api' }, revision: 1 } };
    }
    const token = question.form.get('token') ?? '';
    const isGatewayKey = token.startsWith('kw_gw_');
    const keyward = isGatewayKey ? { kind: 'gw' as const, gatewayId: gateway.id } : {};
    return { body: anIntrospectionAnswer({ scope: isGatewayKey ? '' : 'apis:call', keyward }) };
  });
}
