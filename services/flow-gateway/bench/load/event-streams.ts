import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

import { requestsOf, type Target } from './load.ts';

const AT_ONCE = 64;

export interface EventStreams {
  /** How long each token was on its way since the last call, in milliseconds. */
  takeDelays(): number[];
  close(): void;
}

/** Opens so many event streams, each on a connection of its own; resolves when all have begun. */
export async function openEventStreams(target: Target, count: number): Promise<EventStreams> {
  const { hostname, port } = new URL(target.process.url);
  const [bytes = ''] = requestsOf(target);
  const sockets: Socket[] = [];
  let delays: number[] = [];
  let opened = 0;

  function take(text: string): void {
    const now = process.hrtime.bigint();
    for (const [, sentAt = ''] of text.matchAll(/data: (\d+)\n\n/g)) delays.push(Number(now - BigInt(sentAt)) / 1e6);
  }

  async function open(): Promise<void> {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true }).setEncoding('latin1');
    sockets.push(socket);
    socket.write(bytes);
    const [head] = await once(socket, 'data');
    if (!String(head).startsWith('HTTP/1.1 200 ')) throw new Error(`not 200: ${head}`);
    socket.on('data', (data) => take(String(data)));
    socket.on('error', () => socket.destroy());
  }

  async function openInTurn(): Promise<void> {
    while (opened++ < count) await open();
  }

  function close(): void {
    for (const socket of sockets) socket.destroy();
  }

  try {
    await Promise.all(Array.from({ length: AT_ONCE }, openInTurn));
  } catch (error) {
    close();
    throw error;
  }
  return {
    takeDelays() {
      const taken = delays;
      delays = [];
      return taken;
    },
    close,
  };
}
