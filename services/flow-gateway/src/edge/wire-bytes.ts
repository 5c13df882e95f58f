import type { Socket } from 'node:net';

interface Bytes {
  bytesIn: number;
  bytesOut: number;
}

/**
 * How many bytes a connection has carried since it was last asked for them: with one request at a time, those of the
 * request that is over. What has been read of the next one already is counted with it.
 */
export function createWireBytes(): (socket: Socket) => Readonly<Bytes> {
  const totals = new WeakMap<Socket, Bytes>();
  return (socket) => {
    let total = totals.get(socket);
    if (total === undefined) {
      total = { bytesIn: 0, bytesOut: 0 };
      totals.set(socket, total);
    }
    const { bytesRead, bytesWritten } = socket;
    const carried = {
      bytesIn: Math.max(0, bytesRead - total.bytesIn),
      bytesOut: Math.max(0, bytesWritten - total.bytesOut),
    };
    total.bytesIn = bytesRead;
    total.bytesOut = bytesWritten;
    return carried;
  };
}
