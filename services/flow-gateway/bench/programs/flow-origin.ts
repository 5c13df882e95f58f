import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { chunks } from '../load/chunks.ts';
import { ANSWER } from '../workload.ts';

/**
 * The flow server of large bodies and of event streams. A GET answers `x-bytes` bytes, a POST takes its whole body
 * first, and one that accepts an event stream gets a token every other second, which tells when it was sent.
 */
const TOKEN_EVERY_MS = 2_000;
const TURN_MS = 5;
const streams = new Set<ServerResponse>();

createServer((request, response) => {
  if (request.method === 'GET') {
    // A client that leaves early has seen enough.
    sendBytes(response, Number(request.headers['x-bytes'] ?? 0)).catch(() => response.destroy());
    return;
  }
  request.resume();
  request.on('end', () => {
    if (isStream(request)) openStream(response);
    else response.writeHead(200, { 'content-type': 'application/json' }).end(ANSWER);
  });
}).listen(Number(process.env.PORT), '127.0.0.1');

function isStream(request: IncomingMessage): boolean {
  return request.headers.accept === 'text/event-stream';
}

async function sendBytes(response: ServerResponse, bytes: number): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': bytes });
  await pipeline(Readable.from(chunks(bytes)), response);
}

function openStream(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  streams.add(response);
  response.on('close', () => streams.delete(response));
}

// A few streams each turn, one after the other, so that tokens come evenly.
let upcoming = streams.values();
let due = 0;
setInterval(() => {
  due += (streams.size * TURN_MS) / TOKEN_EVERY_MS;
  for (; due >= 1; due--) {
    let next = upcoming.next();
    if (next.done) {
      upcoming = streams.values();
      next = upcoming.next();
    }
    next.value?.write(`event: token\ndata: ${process.hrtime.bigint()}\n\n`);
  }
}, TURN_MS);
