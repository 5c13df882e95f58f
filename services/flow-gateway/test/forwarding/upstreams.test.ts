import { createUpstreamAddressPolicy } from '@keyward/auth';
import t from 'tap';

import { TIME_LIMITS } from '../../src/forwarding/time-limits.ts';
import { createUpstreams } from '../../src/forwarding/upstreams.ts';
import { startOrigin } from '../fixtures/origins.ts';
import { thrownBy } from '../fixtures/thrown-by.ts';

t.test('one pool an origin, in bounded number', async (t) => {
  const upstreams = createUpstreams(createUpstreamAddressPolicy(['127.0.0.0/8']), TIME_LIMITS);
  t.teardown(() => upstreams.close());
  const { pool, basePath } = upstreams.at('http://127.0.0.1:3000/base/');
  t.equal(basePath, '/base');
  t.equal(upstreams.at('http://127.0.0.1:3000').pool, pool, 'paths share it');
  t.equal(upstreams.at('http://127.0.0.1:3000').basePath, '');
  t.not(upstreams.at('http://127.0.0.1:3001').pool, pool);
  t.not(upstreams.at('https://127.0.0.1:3000').pool, pool);
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
  t.equal(pool.closed, true, 'the least used one is closed');
  t.not(upstreams.at('http://127.0.0.1:3000').pool, pool, 'and opened anew when it is needed');
});

t.test('a pool that is pushed out finishes what is under way', async (t) => {
  const origin = await startOrigin(t, (_request, response) => {
    response.write('first ');
    setTimeout(() => response.end('second'), 100);
  });
  const upstreams = createUpstreams(createUpstreamAddressPolicy(['127.0.0.0/8']), TIME_LIMITS);
  const { pool } = upstreams.at(origin.url);
  const begun = Promise.withResolvers<void>();
  const whole = Promise.withResolvers<string>();
  let text = '';
  pool.dispatch(
    { method: 'GET', path: '/' },
    {
      onRequestStart: () => undefined,
      onResponseStart: () => begun.resolve(),
      onResponseData(_controller, piece) {
        text += piece.toString();
      },
      onResponseEnd: () => whole.resolve(text),
      onResponseError: (_controller, error) => whole.reject(error),
    },
  );
  await begun.promise;
  await upstreams.close();
  t.equal(await whole.promise, 'first second');
});
