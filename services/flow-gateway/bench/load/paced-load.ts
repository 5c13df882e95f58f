import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay, setImmediate as turn } from 'node:timers/promises';

import { percentiles, requestsOf, type Target } from './load.ts';
import { messageLength } from './message-length.ts';

/** A timer may be so late. */
const TIMER_MS = 2;
/** Shorter waits are slept through, so that the origin beside this process gets its core: it must not be what is measured. */
const NAP_MS = 0.01;
const nap = new Int32Array(new SharedArrayBuffer(4));
/** Connections are opened on both sides of who is measured: what is due that early does not count. */
const SETTLING_MS = 500;

/**
 * Sends `perSecond` requests a second for `seconds` and half a second before, at random moments as independent clients
 * do, over kept connections, and tells how long the answers took, in milliseconds. A request that had to wait for a free
 * connection counts from when it was due, so that slow answers cannot hide by slowing down the load.
 */
export async function latencyOf(target: Target, perSecond: number, seconds: number, connections = 64) {
  const { hostname, port } = new URL(target.process.url);
  const [bytes = ''] = requestsOf(target);
  const idle: ((due: number) => void)[] = [];
  const waiting: number[] = [];
  const latencies: number[] = [];
  let failure: unknown;

  async function open(): Promise<Socket> {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true }).setEncoding('latin1');
    let received = '';
    let length = 0;
    let dueAt = 0;
    const send = (due: number) => {
      dueAt = due;
      socket.write(bytes);
    };
    socket.on('data', (data) => {
      received += String(data);
      // All answers are of one length; to take them apart costs more than to make them.
      if (received.length !== length) length = messageLength(received);
      if (length === 0) return;
      if (!received.startsWith('HTTP/1.1 200 ')) failure = new Error(`not 200: ${received}`);
      received = '';
      if (dueAt >= begin) latencies.push(performance.now() - dueAt);
      const next = waiting.shift();
      if (next === undefined) idle.push(send);
      else send(next);
    });
    await once(socket, 'connect');
    socket.on('error', (error) => {
      failure = error;
    });
    idle.push(send);
    return socket;
  }

  const sockets = await Promise.all(Array.from({ length: connections }, open));
  const start = performance.now();
  const begin = start + SETTLING_MS;
  const end = begin + seconds * 1000;
  for (let due = start; due < end && failure === undefined; due += gapMs(perSecond)) {
    for (let left = due - performance.now(); left > 0; left = due - performance.now()) {
      if (left > TIMER_MS) await delay(left - TIMER_MS);
      else {
        Atomics.wait(nap, 0, 0, Math.min(left, NAP_MS));
        await turn();
      }
    }
    const send = idle.pop();
    if (send === undefined) waiting.push(due);
    else send(due);
  }
  const patience = performance.now() + 10_000;
  while (idle.length < connections && failure === undefined && performance.now() < patience) await delay(10);
  for (const socket of sockets) socket.destroy();
  if (failure !== undefined) throw failure;
  return percentiles(latencies);
}

/** Poisson arrivals. */
function gapMs(perSecond: number): number {
  return (-Math.log(1 - Math.random()) * 1000) / perSecond;
}
