import type { Socket } from 'node:net';

interface Bytes {
  readonly bytesIn: number;
  readonly bytesOut: number;
}

const NOTHING: Bytes = { bytesIn: 0, bytesOut: 0 };

/**
 * How many bytes a connection has carried since it was last asked for them: with one request at a time, those of the
 * request that is over. What has been read of the next one already is counted with it.
 */
export function createWireBytes(): (socket: Socket) => Bytes {
  const before = new WeakMap<Socket, Bytes>();
  return (socket) => {
    const { bytesIn, bytesOut } = before.get(socket) ?? NOTHING;
    const total = { bytesIn: socket.bytesRead, bytesOut: socket.bytesWritten };
    before.set(socket, total);
    return { bytesIn: Math.max(0, total.bytesIn - bytesIn), bytesOut: Math.max(0, total.bytesOut - bytesOut) };
  };
}
