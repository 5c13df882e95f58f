import { createUpstreamAddressPolicy } from '@keyward/auth';
import t from 'tap';

import { undiciHandler } from '../../src/forwarding/streaming-call.ts';
import { TIME_LIMITS } from '../../src/forwarding/time-limits.ts';
import { createUpstreams } from '../../src/forwarding/upstreams.ts';
import { createResponseCollector } from '../fixtures/collected-response.ts';
import { startOrigin } from '../fixtures/origins.ts';
import { thrownBy } from '../fixtures/thrown-by.ts';

t.test('one set of connections an origin, in bounded number', async (t) => {
  const upstreams = createUpstreams(createUpstreamAddressPolicy(['127.0.0.0/8']), TIME_LIMITS);
  t.teardown(() => upstreams.close());
  const { origin, streaming, basePath } = upstreams.at('http://127.0.0.1:3000/base/');
  t.equal(basePath, '/base');
  t.equal(upstreams.at('http://127.0.0.1:3000').origin, origin, 'paths share them');
  t.equal(upstreams.at('http://127.0.0.1:3000').streaming(), streaming(), 'those for bodies to come, too');
  t.equal(upstreams.at('http://127.0.0.1:3000').basePath, '');
  t.not(upstreams.at('http://127.0.0.1:3001').origin, origin);
  t.not(upstreams.at('https://127.0.0.1:3000').origin, origin);
  for (const url of [
    'http://10.0.0.1',
    'http://127.0.0.1/a/../b',
    'file:///etc/passwd',
    'http://u:p@127.0.0.1',
    'nonsense',
  ]) {
    t.match(
      thrownBy(() => upstreams.at(url)),
      { problem: { status: 502, type: '/problems/upstream-forbidden' } },
      url,
    );
  }
  for (let port = 4000; port < 4300; port++) upstreams.at(`http://127.0.0.1:${port}`);
  t.equal(origin.closed, true, 'the least used ones are closed');
  t.equal(streaming().closed, true, 'all of them');
  t.not(upstreams.at('http://127.0.0.1:3000').origin, origin, 'and opened anew when they are needed');
});

t.test('connections that are pushed out finish what is under way', async (t) => {
  const flowServer = await startOrigin(t, (_request, response) => {
    response.write('first ');
    setTimeout(() => response.end('second'), 100);
  });
  const upstreams = createUpstreams(createUpstreamAddressPolicy(['127.0.0.0/8']), TIME_LIMITS);
  const { origin, streaming } = upstreams.at(flowServer.url);
  const whole = createResponseCollector();
  const streamed = createResponseCollector();
  origin.send({ method: 'GET', target: '/', headers: [], body: null }, whole.receiver);
  streaming().dispatch({ method: 'GET', path: '/' }, undiciHandler(streamed.receiver));
  await Promise.all([whole.begun, streamed.begun]);
  await upstreams.close();
  t.equal((await whole.response).body, 'first second');
  t.equal((await streamed.response).body, 'first second');
});
