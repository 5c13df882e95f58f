import { once } from 'node:events';
import { connect } from 'node:net';
import { cpuSecondsBelow } from '@keyward/key-management/bench/process-cpu.ts';

import type { StartedProcess } from '../../test/fixtures/started-process.ts';
import { QUESTION } from '../workload.ts';
import { messageLength } from './message-length.ts';

export interface Target {
  readonly process: Pick<StartedProcess, 'url' | 'pid'>;
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
  /** Processor time of the measured process, and of those that it has started, for one request. */
  readonly cpuMicroseconds: number;
  /** Of an answer, its head included. */
  readonly bytesEach: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface Until {
  readonly seconds?: number;
  readonly amount?: number;
  readonly signal?: AbortSignal;
  /** Told of each answer. */
  readonly onAnswer?: () => void;
}

/**
 * Sends predictions over `connections` kept connections, one at a time on each, for `seconds`, until `amount` are
 * done, or until the signal.
 * Throws unless every answer is 200. Raw sockets, since an HTTP client costs more than what is measured.
 */
export async function measure(target: Target, connections: number, until: Until): Promise<Measurement> {
  const { process } = target;
  const { hostname, port } = new URL(process.url);
  const requests = requestsOf(target);
  const { seconds = Number.POSITIVE_INFINITY, amount = Number.POSITIVE_INFINITY, signal, onAnswer } = until;
  const latencies: number[] = [];
  let sent = 0;
  let bytes = 0;
  const cpuBefore = await cpuSecondsBelow(process.pid);
  const start = performance.now();
  const isOver = () => sent >= amount || signal?.aborted === true || performance.now() - start >= seconds * 1000;

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
      bytes += length;
      latencies.push(performance.now() - sentAt);
      onAnswer?.();
      if (isOver()) socket.destroy();
      else send();
    });
    await once(socket, 'connect');
    if (!isOver()) send();
    await once(socket, 'close');
  }

  await Promise.all(Array.from({ length: connections }, client));
  const elapsed = (performance.now() - start) / 1000;
  const cpu = (await cpuSecondsBelow(process.pid)) - cpuBefore;
  return {
    requestsPerSecond: latencies.length / elapsed,
    cpuMicroseconds: (cpu * 1e6) / latencies.length,
    bytesEach: bytes / latencies.length,
    ...percentiles(latencies),
  };
}

/** The middle of some latencies, and the 99th of a hundred. */
export function percentiles(latencies: number[]): Pick<Measurement, 'p50Ms' | 'p99Ms'> {
  latencies.sort((a, b) => a - b);
  const percentile = (share: number) => latencies[Math.floor(latencies.length * share)] ?? Number.NaN;
  return { p50Ms: percentile(0.5), p99Ms: percentile(0.99) };
}

/** The bytes of a target's requests, one a token. */
export function requestsOf({ path, tokens, body = QUESTION, headers = {} }: Target): string[] {
  const lines = Object.entries({ 'Content-Type': 'application/json', ...headers, 'Content-Length': body.length });
  const more = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return tokens.map(
    (token) => `POST ${path} HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer ${token}\r\n${more}\r\n${body}`,
  );
}

/** One request by hand, and one with a wrong key: what is answered, to see that targets do the same. */
export async function probe({ process, path, tokens, body = QUESTION, headers = {} }: Target) {
  const ask = (token: string | undefined) =>
    fetch(process.url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      body,
    });
  const answer = await ask(tokens[0]);
  const refused = await ask('wrong');
  await refused.body?.cancel();
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    body: await answer.text(),
    otherwise: refused.status,
  };
}
