import t from 'tap';
import { request } from 'undici';

import { startOrigin } from '../fixtures/origins.ts';
import { startGateway } from '../fixtures/start-gateway.ts';

// A public flow whose upstream is the gateway itself: each request would come back, and again, until all connections
// are taken. A gateway recognises what has passed it, whichever replicas were in between.

t.test('an upstream that leads back to the gateway', async (t) => {
  const first = await startGateway(t);
  const second = await startGateway(t);
  const flow = first.addFlow({ baseUrl: second.url, public: true });
  second.addFlow({ id: flow, baseUrl: first.url, public: true });
  const answer = await request(`${first.url}/api/v1/prediction/${flow}`, { method: 'POST' });
  t.equal(answer.statusCode, 508);
  t.match(await answer.body.json(), { type: '/problems/loop-detected' });
  t.ok(first.log().split('"answered"').length - 1 <= 2, 'on its second way through');
});

t.test('proxies in a row are no loop', async (t) => {
  const origin = await startOrigin(t, (received, response) => response.end(received.headers.via));
  const gateway = await startGateway(t);
  const flow = gateway.addFlow({ baseUrl: origin.url, public: true });
  const answer = await request(`${gateway.url}/api/v1/prediction/${flow}`, {
    method: 'POST',
    headers: { via: '1.1 cdn, 1.1 keyward-anotherGateway00' },
  });
  t.equal(answer.statusCode, 200);
  t.match(await answer.body.text(), /^1\.1 cdn, 1\.1 keyward-anotherGateway00, 1\.1 keyward-\w{16}$/);
});
