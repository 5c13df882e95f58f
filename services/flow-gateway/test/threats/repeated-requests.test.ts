import { once } from 'node:events';
import { createServer } from 'node:net';
import t from 'tap';
import { request } from 'undici';

import { startOrigin, startTcpOrigin } from '../fixtures/origins.ts';
import { startGateway } from '../fixtures/start-gateway.ts';

// A proxy that repeats a request because the answer was not to its liking runs flows twice: charges cards twice, sends
// mails twice, or turns one request into eleven for a server that is overloaded already.

const METHODS = ['POST', 'GET', 'DELETE'] as const;
const PATHS = { POST: 'prediction', GET: 'chatmessage', DELETE: 'chatmessage' };

t.test('one request is one attempt', async (t) => {
  for (const method of METHODS) {
    for (const status of [503, 500, 429, 502]) {
      const origin = await startOrigin(t, (_received, response) => {
        response.writeHead(status, { 'retry-after': '0' }).end('busy');
      });
      const gateway = await startGateway(t);
      const flow = gateway.addFlow({ baseUrl: origin.url });
      const answer = await request(`${gateway.url}/api/v1/${PATHS[method]}/${flow}`, {
        method,
        headers: { 'x-api-key': gateway.addKey({ scope: '*' }) },
      });
      t.equal(answer.statusCode, status);
      t.equal(await answer.body.text(), 'busy', 'its answer is passed on');
      t.equal(origin.requests.length, 1, `${method}, answered ${status}`);
    }

    const reset = await startTcpOrigin(t, (socket) => socket.resetAndDestroy());
    const gateway = await startGateway(t);
    const flow = gateway.addFlow({ baseUrl: reset.url });
    const answer = await request(`${gateway.url}/api/v1/${PATHS[method]}/${flow}`, {
      method,
      headers: { 'x-api-key': gateway.addKey({ scope: '*' }) },
    });
    t.equal(answer.statusCode, 502);
    t.match(await answer.body.json(), { type: '/problems/upstream-invalid-response' });
    t.equal(reset.connections.length, 1, `${method}, reset after it was sent`);
  }
});

t.test('a kept connection that the upstream closes under the next request', async (t) => {
  let answers = 0;
  const origin = await startTcpOrigin(t, (socket) => {
    if (answers++ === 0) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
    else socket.destroy();
  });
  const gateway = await startGateway(t);
  const flow = gateway.addFlow({ baseUrl: origin.url });
  const token = gateway.addKey();
  const statuses: number[] = [];
  for (let at = 0; at < 2; at++) {
    const answer = await request(`${gateway.url}/api/v1/prediction/${flow}`, {
      method: 'POST',
      headers: { 'x-api-key': token },
      body: 'once only',
    });
    await answer.body.dump();
    statuses.push(answer.statusCode);
  }
  t.same(statuses, [200, 502]);
  t.equal(origin.received().split('once only').length - 1, 2, 'nothing was sent a second time');
});

t.test('an upstream that accepts no connection', async (t) => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  server.close();
  await once(server, 'close');
  const gateway = await startGateway(t);
  const token = gateway.addKey();
  for (const host of ['127.0.0.1', 'nowhere.invalid']) {
    const flow = gateway.addFlow({ baseUrl: `http://${host}:${port}` });
    const answer = await request(`${gateway.url}/api/v1/prediction/${flow}`, {
      method: 'POST',
      headers: { 'x-api-key': token },
      body: '{}',
    });
    t.equal(answer.statusCode, 502, host);
    const text = await answer.body.text();
    t.match(text, '/problems/upstream-unreachable');
    t.notMatch(text, new RegExp(`${port}|nowhere`), 'tells the client nothing of the network behind');
  }
});
