import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Readable } from 'node:stream';

import { chunks } from './chunks.ts';

/** A transfer of so many bytes, on a connection of its own. */
export interface Transfer {
  readonly url: string;
  readonly token: string;
  readonly bytes: number;
}

/** Posts a body of so many bytes, and resolves with the seconds until it was answered with 200. */
export async function upload({ url, token, bytes }: Transfer): Promise<number> {
  const start = performance.now();
  const socket = ask(url, token, 'POST', { 'Content-Type': 'application/octet-stream', 'Content-Length': bytes });
  Readable.from(chunks(bytes)).pipe(socket, { end: false });
  let answer = '';
  for await (const data of socket) {
    answer += String(data);
    if (answer.includes('\r\n\r\n')) break;
  }
  if (!answer.startsWith('HTTP/1.1 200 ')) throw new Error(`not 200: ${answer.slice(0, 500)}`);
  return (performance.now() - start) / 1000;
}

/** Gets a body of so many bytes, and resolves with the seconds until the last of them was there. */
export async function download({ url, token, bytes }: Transfer): Promise<number> {
  const start = performance.now();
  const socket = ask(url, token, 'GET', { 'X-Bytes': bytes });
  let received = 0;
  let answer = '';
  socket.on('data', (data) => {
    if (answer === '') answer = data.toString('latin1', 0, 500);
    received += data.length;
    if (received >= bytes) socket.destroy();
  });
  await once(socket, 'close');
  if (received < bytes || !answer.startsWith('HTTP/1.1 200 ')) throw new Error(`${received} bytes came: ${answer}`);
  return (performance.now() - start) / 1000;
}

function ask(url: string, token: string, method: string, headers: Record<string, string | number>): Socket {
  const { hostname, port, pathname, search, host } = new URL(url);
  const lines = Object.entries({ Host: host, Authorization: `Bearer ${token}`, ...headers });
  const socket = connect({ host: hostname, port: Number(port) });
  socket.write(
    `${method} ${pathname}${search} HTTP/1.1\r\n${lines.map((line) => line.join(': ')).join('\r\n')}\r\n\r\n`,
  );
  return socket;
}
