import type { Socket } from 'node:net';

/** Node writes so much text without asking for memory. */
const MOST = 16 * 1024;

/**
 * Writes bytes with the text in front of and behind them, as one text where they are few. False where `drain` is to be waited
 * for, as the socket says.
 */
export function writeFramed(socket: Socket, before: string, bytes: Buffer, behind = ''): boolean {
  if (bytes.length <= MOST) return socket.write(before + bytes.toString('latin1') + behind, 'latin1');
  socket.cork();
  if (before !== '') socket.write(before, 'latin1');
  const takesMore = socket.write(bytes);
  if (behind !== '') socket.write(behind, 'latin1');
  socket.uncork();
  return takesMore;
}

/**
 * Has a connection write small pieces in a row, such as a head and its body, or a chunk and its frame, as one text. As a
 * list of pieces they cost several microseconds more.
 */
export function writeWhole(socket: Socket): Socket {
  const writePieces = socket._writev?.bind(socket);
  socket._writev = (pieces, done) => {
    const text = joined(pieces);
    if (text === undefined) writePieces?.(pieces, done);
    else socket._write(text, 'latin1', done);
  };
  return socket;
}

/** The pieces as text of one character a byte; undefined where they are long, or text that is encoded otherwise. */
function joined(pieces: readonly { chunk: string | Buffer; encoding: string }[]): string | undefined {
  let text = '';
  for (const { chunk, encoding } of pieces) {
    const isOther = typeof chunk === 'string' && encoding !== 'latin1';
    if (isOther || text.length + chunk.length > MOST) return undefined;
    text += typeof chunk === 'string' ? chunk : chunk.toString('latin1');
  }
  return text;
}
