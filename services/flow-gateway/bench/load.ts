import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

import type { StartedProcess } from '../test/fixtures/started-process.ts';
import { messageLength } from './message-length.ts';

const BODY = JSON.stringify({ question: 'hello' });

export interface Target {
  readonly process: StartedProcess;
  readonly path: string;
  /** A token for each request in turn. */
  readonly tokens: readonly string[];
  /** Instead of a prediction's. */
  readonly body?: string;
  /** Beside the usual ones. */
  readonly headers?: Readonly<Record<string, string>>;
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
  const { process } = target;
  const { hostname, port } = new URL(process.url);
  const requests = requestsOf(target);
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

/**
 * Sends `perSecond` requests a second for `seconds`, each on a connection of its own that is kept, and tells how long
 * the answers took: milliseconds at the middle and at the 99th of a hundred.
 */
export async function latencyOf(target: Target, perSecond: number, seconds: number) {
  const { hostname, port } = new URL(target.process.url);
  const [bytes = ''] = requestsOf(target);
  const idle: Socket[] = [];
  const latencies: number[] = [];

  async function ask(): Promise<void> {
    const socket = idle.pop() ?? connect({ host: hostname, port: Number(port), noDelay: true }).setEncoding('latin1');
    const start = performance.now();
    let received = '';
    socket.write(bytes);
    while (messageLength(received) === 0) received += String((await once(socket, 'data'))[0]);
    if (!received.startsWith('HTTP/1.1 200 ')) throw new Error(`not 200: ${received}`);
    latencies.push(performance.now() - start);
    idle.push(socket);
  }

  const under = new Set<Promise<void>>();
  const begin = performance.now();
  for (let sent = 0; sent < perSecond * seconds; sent++) {
    const wait = begin + (sent * 1000) / perSecond - performance.now();
    if (wait > 0) await delay(wait);
    under.add(ask());
  }
  await Promise.all(under);
  for (const socket of idle) socket.destroy();
  latencies.sort((a, b) => a - b);
  const percentile = (share: number) => latencies[Math.floor(latencies.length * share)] ?? Number.NaN;
  return { p50Ms: percentile(0.5), p99Ms: percentile(0.99) };
}

function requestsOf({ path, tokens, body = BODY, headers = {} }: Target): string[] {
  const lines = Object.entries({ 'Content-Type': 'application/json', ...headers, 'Content-Length': body.length });
  const more = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return tokens.map(
    (token) => `POST ${path} HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer ${token}\r\n${more}\r\n${body}`,
  );
}

/** One request by hand: what the answer is, to see that two targets do the same. */
export async function probe({ process, path, tokens, body = BODY, headers = {} }: Target): Promise<string> {
  const answer = await fetch(process.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${tokens[0]}`, 'content-type': 'application/json', ...headers },
    body,
  });
  const refused = await fetch(process.url + path, { method: 'POST', headers: { authorization: 'Bearer wrong' } });
  await refused.body?.cancel();
  return `${answer.status} ${answer.headers.get('content-type')} ${await answer.text()}, else ${refused.status}`;
}
