import autocannon from 'autocannon';

import type { StartedProcess } from '../test/fixtures/started-process.ts';

const BODY = JSON.stringify({ question: 'hello' });

export interface Target {
  readonly process: StartedProcess;
  readonly path: string;
  /** A token for each request in turn. */
  readonly tokens: readonly string[];
}

export interface Measurement {
  readonly requestsPerSecond: number;
  /** Processor time of the measured process for one request. */
  readonly cpuMicroseconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Sends predictions over `connections` connections, for `seconds` or until `amount` are done. Throws unless all are 200. */
export async function measure(
  target: Target,
  connections: number,
  until: { duration: number } | { amount: number },
): Promise<Measurement> {
  const { process, path, tokens } = target;
  let next = 0;
  const headers = (token: string | undefined) => ({
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
  });
  const cpuBefore = process.cpuMicroseconds();
  const result = await autocannon({
    url: process.url + path,
    method: 'POST',
    headers: headers(tokens[0]),
    body: BODY,
    connections,
    ...until,
    ...(tokens.length === 1
      ? {}
      : {
          requests: [{ setupRequest: (request) => ({ ...request, headers: headers(tokens[next++ % tokens.length]) }) }],
        }),
  });
  if (result.errors > 0 || result.non2xx > 0) {
    throw new Error(`${result.non2xx} answers were not 200, ${result.errors} requests failed`);
  }
  return {
    requestsPerSecond: result.requests.average,
    cpuMicroseconds: (process.cpuMicroseconds() - cpuBefore) / result.requests.total,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
  };
}

/** One request by hand: what the answer is, to see that two targets do the same. */
export async function probe({ process, path, tokens }: Target): Promise<string> {
  const answer = await fetch(process.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${tokens[0]}`, 'content-type': 'application/json' },
    body: BODY,
  });
  const refused = await fetch(process.url + path, { method: 'POST', headers: { authorization: 'Bearer wrong' } });
  await refused.body?.cancel();
  return `${answer.status} ${answer.headers.get('content-type')} ${await answer.text()}, else ${refused.status}`;
}
