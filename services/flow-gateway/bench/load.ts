import { once } from 'node:events';
import { connect } from 'node:net';

import type { StartedProcess } from '../test/fixtures/started-process.ts';
import { messageLength } from './message-length.ts';

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

/**
 * Sends predictions over `connections` kept connections, one at a time on each, for `seconds` or until `amount` are done.
 * Throws unless every answer is 200. Raw sockets, since an HTTP client costs more than what is measured.
 */
export async function measure(
  target: Target,
  connections: number,
  until: { seconds?: number; amount?: number },
): Promise<Measurement> {
  const { process, path, tokens } = target;
  const { hostname, port } = new URL(process.url);
  const requests = tokens.map((token) => requestBytes(path, token));
  const { seconds = Number.POSITIVE_INFINITY, amount = Number.POSITIVE_INFINITY } = until;
  const latencies: number[] = [];
  let sent = 0;
  const cpuBefore = process.cpuMicroseconds();
  const start = performance.now();
  const isOver = () => sent >= amount || performance.now() - start >= seconds * 1000;

  async function client(): Promise<void> {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    socket.setEncoding('latin1');
    let received = '';
    let sentAt = 0;
    const send = () => {
      sentAt = performance.now();
      socket.write(requests[sent++ % requests.length] ?? '');
    };
    socket.on('data', (data) => {
      received += String(data);
      const length = messageLength(received);
      if (length === 0) return;
      if (!received.startsWith('HTTP/1.1 200 ')) {
        socket.destroy(new Error(`not 200: ${received.slice(0, length)}`));
        return;
      }
      received = received.slice(length);
      latencies.push(performance.now() - sentAt);
      if (isOver()) socket.destroy();
      else send();
    });
    await once(socket, 'connect');
    if (!isOver()) send();
    await once(socket, 'close');
  }

  await Promise.all(Array.from({ length: connections }, client));
  latencies.sort((a, b) => a - b);
  const percentile = (share: number) => latencies[Math.floor(latencies.length * share)] ?? Number.NaN;
  return {
    requestsPerSecond: latencies.length / ((performance.now() - start) / 1000),
    cpuMicroseconds: (process.cpuMicroseconds() - cpuBefore) / latencies.length,
    p50Ms: percentile(0.5),
    p99Ms: percentile(0.99),
  };
}

function requestBytes(path: string, token: string): string {
  const head = `POST ${path} HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer ${token}\r\n`;
  return `${head}Content-Type: application/json\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`;
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
