import t from 'tap';

import { eventually } from '../fixtures/eventually.ts';
import { startOrigin } from '../fixtures/origins.ts';
import { openRaw } from '../fixtures/raw-connection.ts';
import { OTHER_WORKSPACE, startGateway } from '../fixtures/start-gateway.ts';

// Two requests on one connection need not be of one client: proxies in front share connections. Each is judged by its
// own key, whatever the one before it was allowed to do, and the answers come in their order.

t.test('pipelined requests with different keys', async (t) => {
  const origin = await startOrigin(t, (received, response) => {
    // The first is the slowest, so answers that did not wait for their turn would overtake it.
    const wait = received.url?.endsWith('slow') ? 150 : 0;
    setTimeout(() => response.end(`for ${received.url}`), wait);
  });
  const gateway = await startGateway(t);
  const good = gateway.addKey();
  const foreign = gateway.addKey({ keyward: { workspaceId: OTHER_WORKSPACE } });
  const weak = gateway.addKey({ scope: 'logs:view' });
  const flow = gateway.addFlow({ baseUrl: origin.url });
  const send = (token: string, query: string) =>
    `POST /api/v1/prediction/${flow}?${query} HTTP/1.1\r\nHost: a\r\nX-API-Key: ${token}\r\nContent-Length: 4\r\n\r\nbody`;

  for (const round of ['first', 'second, from memory']) {
    const client = await openRaw(gateway.port);
    const keys = [good, 'unknown', good, foreign, weak, good];
    client.socket.write(keys.map((token, at) => send(token, at === 0 ? 'slow' : `at=${at}`)).join(''));
    await client.until('at=5');
    const statuses = [...client.received().matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => status);
    t.same(statuses, ['200', '401', '200', '404', '403', '200'], round);
    client.socket.destroy();
  }
  t.equal(origin.requests.length, 6, 'only what was allowed went upstream');
});

t.test('a refused request does not colour the next one of its connection', async (t) => {
  const origin = await startOrigin(t, (_received, response) => response.end('fine'));
  const gateway = await startGateway(t);
  const good = gateway.addKey();
  const flow = gateway.addFlow({ baseUrl: origin.url });
  const client = await openRaw(gateway.port);
  const head = `POST /api/v1/prediction/${flow} HTTP/1.1\r\nHost: a\r\n`;
  client.socket.write(`${head}X-API-Key: nobody\r\nContent-Length: 100000\r\n\r\n${'x'.repeat(50_000)}`);
  await client.until('invalid-token');
  client.socket.write(`${'x'.repeat(50_000)}${head}X-API-Key: ${good}\r\nContent-Length: 0\r\n\r\n`);
  await client.until('fine');
  client.socket.write(`${head}Content-Length: 0\r\n\r\n`);
  await client.until('missing-token');
  t.equal(origin.requests.length, 1);
  client.socket.destroy();
});

t.test('one connection holds a bounded number of requests', async (t) => {
  const origin = await startOrigin(t, () => {});
  const gateway = await startGateway(t);
  const good = gateway.addKey();
  const flow = gateway.addFlow({ baseUrl: origin.url });
  const client = await openRaw(gateway.port);
  const one = `POST /api/v1/prediction/${flow} HTTP/1.1\r\nHost: a\r\nX-API-Key: ${good}\r\nContent-Length: 0\r\n\r\n`;
  client.socket.write(one.repeat(10));
  await eventually(() => origin.requests.length > 0);
  t.equal(origin.requests.length, 1, 'they run one after the other');
  client.socket.write(one.repeat(100));
  await client.closed();
  t.equal(origin.requests.length, 1);
});
