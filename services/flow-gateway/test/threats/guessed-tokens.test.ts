import { mintToken } from '@keyward/auth';
import t from 'tap';

import { createFailedAuthentications } from '../../src/limits/failed-authentications.ts';
import { startOrigin } from '../fixtures/origins.ts';
import { startGateway } from '../fixtures/start-gateway.ts';
import { thrownBy } from '../fixtures/thrown-by.ts';

// Whoever tries tokens one after the other has key-management look each of them up, and others wait. The count must be
// of the client that does it: not of the proxy in front, not of an address that the client claims to have, and not of
// one out of the 2^64 addresses that every client of IPv6 has.

t.test('a client whose tokens are refused again and again is told to wait', async (t) => {
  const origin = await startOrigin(t, (_request, response) => response.end());
  const gateway = await startGateway(t, { TRUSTED_PROXIES: '127.0.0.1' });
  const flow = gateway.addFlow({ baseUrl: origin.url });
  const send = async (token: string, address: string, path = `/api/v1/prediction/${flow}`) => {
    const headers = { authorization: `Bearer ${token}`, 'x-forwarded-for': address };
    const answer = await fetch(gateway.url + path, { method: 'POST', headers });
    return { status: answer.status, headers: answer.headers, body: JSON.parse((await answer.text()) || '{}') };
  };
  const good = gateway.addKey();
  t.equal((await send(good, '192.0.2.1')).status, 200);
  for (let at = 0; at < 100; at++) t.equal((await send(mintToken('api').token, `6.6.6.6, 192.0.2.1`)).status, 401);
  const refused = await send(mintToken('api').token, '7.7.7.7, 192.0.2.1');
  t.equal(refused.status, 429);
  t.equal(refused.body.type, '/problems/too-many-failed-authentications');
  t.ok(Number(refused.headers.get('retry-after')) > 50);
  const asked = gateway.keyManagement.questions.length;
  t.equal((await send(gateway.addKey(), '192.0.2.1')).status, 429, 'a good token that nobody knows here, too');
  t.match((await send('x', '192.0.2.1', '/v1/chat/completions')).body.error, {
    code: 'too_many_failed_authentications',
  });
  t.equal(gateway.keyManagement.questions.length, asked);
  t.equal((await send(good, '192.0.2.1')).status, 200, 'a key that is in use goes on');
  t.equal((await send(gateway.addKey(), '192.0.2.2')).status, 200, 'and so do others');
  t.equal((await send(mintToken('api').token, '192.0.2.2')).status, 401);
});

t.test('a key that was good once is no attempt', async (t) => {
  const origin = await startOrigin(t, (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n');
  });
  const gateway = await startGateway(t);
  const flow = gateway.addFlow({ baseUrl: origin.url });
  const token = gateway.addKey();
  const open = (key: string) =>
    fetch(`${gateway.url}/api/v1/prediction/${flow}`, { method: 'POST', headers: { 'x-api-key': key } });
  const streams = await Promise.all(Array.from({ length: 110 }, () => open(token)));
  const id = gateway.keyId(token);
  gateway.revokeKey(token);
  await gateway.change('key', id);
  for (const stream of streams) t.match(await stream.text(), 'event: error');
  t.equal((await open(gateway.addKey())).status, 200);
  for (let at = 0; at < 110; at++) t.equal((await open(token)).status, 401, 'nor is one that was good once');
  const next = await open(gateway.addKey());
  t.equal(next.status, 200);
  await next.body?.cancel();
});

t.test('the count', async (t) => {
  let now = 0;
  let refusals = 0;
  const failures = createFailedAuthentications(
    () => refusals++,
    () => now,
  );
  const fail = (address: string, times: number) => {
    for (let at = 0; at < times; at++) failures.count(address);
  };
  fail('2001:db8:0:1::1', 99);
  failures.check('2001:db8:0:1::1');
  fail('2001:db8:0:1:ffff::2', 1);
  t.match(
    thrownBy(() => failures.check('2001:db8:0:1:aaaa::3')),
    { headers: { 'retry-after': '60' } },
    'one /64',
  );
  failures.check('2001:db8:0:2::1');
  now = 59_500;
  t.match(
    thrownBy(() => failures.check('2001:db8:0:1::1')),
    { headers: { 'retry-after': '1' } },
  );
  now = 60_000;
  failures.check('2001:db8:0:1::1');
  t.equal(refusals, 2);
  fail('198.51.100.1', 100);
  for (let at = 0; at < 100_000; at++) failures.count(`10.${at >> 16}.${(at >> 8) & 255}.${at & 255}`);
  failures.check('198.51.100.1');
  t.pass('of so many those that were silent longest are forgotten');
});
