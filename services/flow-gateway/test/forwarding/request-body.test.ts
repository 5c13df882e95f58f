import { createServer, type IncomingMessage } from 'node:http';
import t from 'tap';
import { request } from 'undici';

import { type BodyHead, wholeBody } from '../../src/forwarding/request-body.ts';
import { eventually } from '../fixtures/eventually.ts';

t.test('what came behind the head of a body that is here as a whole is inspected, too', async (t) => {
  const results: unknown[] = [];
  const server = createServer(async (received, response) => {
    await eventually(() => received.complete);
    const head = (marker: string): BodyHead => ({
      bytes: Buffer.from('head '),
      isWhole: false,
      growth: 0,
      inspect(piece) {
        if (piece.includes(marker)) throw new Error(`found ${marker}`);
      },
    });
    results.push(attempt(received, head('body')), attempt(received, head('none')), attempt(received, undefined));
    response.end();
  }).listen(0, '127.0.0.1');
  t.teardown(() => server.close().closeAllConnections());
  await eventually(() => server.listening);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  for (const body of ['the body', 'the rest']) {
    await (await request(`http://127.0.0.1:${port}`, { method: 'POST', body })).body.dump();
  }
  t.same(results, ['found body', 'head ', 'null', 'head the rest', 'head ', 'null']);
});

function attempt(received: IncomingMessage, head: BodyHead | undefined): string {
  try {
    return String(wholeBody(received, head));
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
}
