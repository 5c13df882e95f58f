import { connect } from 'node:net';

/**
 * Sends bytes as they are to a loopback port and resolves with all that came back until the other side closed the
 * connection, or until nothing came for `quietMs`; where an answer is sure to come, `firstMs` leaves it more time. For parsing cases: HTTP clients mend what they send.
 */
export function rawRequest(
  port: number,
  bytes: string | Buffer,
  { quietMs = 1000, firstMs = quietMs }: { quietMs?: number; firstMs?: number } = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(bytes));
    socket.setTimeout(firstMs, () => socket.destroy());
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      socket.setTimeout(quietMs);
    });
    socket.on('error', (error) => (chunks.length === 0 ? reject(error) : undefined));
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')));
  });
}
