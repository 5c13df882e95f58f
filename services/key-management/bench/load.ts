import { Agent, request } from 'node:http';

/** Introspect each token once, so many at a time. */
export interface LoadRequest {
  readonly address: string;
  readonly serviceKey: string;
  readonly tokens: readonly string[];
  readonly concurrency: number;
}

export interface LoadReport {
  readonly callsPerSecond: number;
  readonly medianMs: number;
  readonly p99Ms: number;
}

/** A process of its own that is told by messages what to send, and answers how it went. */
process.on('message', (message) => {
  run(JSON.parse(String(message))).then(
    (report) => process.send?.(JSON.stringify(report)),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});

async function run({ address, serviceKey, tokens, concurrency }: LoadRequest): Promise<LoadReport> {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  const latencies: number[] = [];
  const waiting = [...tokens];
  const started = performance.now();
  const worker = async () => {
    for (let token = waiting.pop(); token !== undefined; token = waiting.pop()) {
      const sent = performance.now();
      await introspect(agent, address, serviceKey, token);
      latencies.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  const seconds = (performance.now() - started) / 1000;
  agent.destroy();
  latencies.sort((a, b) => a - b);
  const quantile = (part: number) => latencies[Math.floor(latencies.length * part)] ?? 0;
  return { callsPerSecond: tokens.length / seconds, medianMs: quantile(0.5), p99Ms: quantile(0.99) };
}

function introspect(agent: Agent, address: string, serviceKey: string, token: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const call = request(
      `${address}/oauth2/introspect`,
      {
        method: 'POST',
        agent,
        headers: { authorization: `Bearer ${serviceKey}`, 'content-type': 'application/x-www-form-urlencoded' },
      },
      (answer) => {
        answer.resume();
        answer.on('error', reject);
        answer.on('end', () =>
          answer.statusCode === 200 ? resolve() : reject(new Error(`the answer was ${String(answer.statusCode)}`)),
        );
      },
    );
    call.on('error', reject);
    call.end(`token=${token}`);
  });
}
