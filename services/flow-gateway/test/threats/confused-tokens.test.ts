import { mintToken } from '@keyward/auth';
import t from 'tap';
import { request } from 'undici';

import { startOrigin } from '../fixtures/origins.ts';
import { startGateway } from '../fixtures/start-gateway.ts';

// A cache that finds an entry by a part of the token, or by a careless reading of it, serves one client with another
// one's rights. And a flood of made-up tokens must not push out those that are in use.

t.test('tokens that look alike', async (t) => {
  const origin = await startOrigin(t, (_received, response) => response.end());
  const gateway = await startGateway(t, { ALLOW_QUERY_TOKEN: 'true' });
  const flow = gateway.addFlow({ baseUrl: origin.url });
  const send = async (token: string) => {
    const answer = await request(`${gateway.url}/api/v1/prediction/${flow}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    });
    await answer.body.dump();
    return answer.statusCode;
  };
  const foreign = gateway.addKey({}, 'Foreign-Token-0123456789-abcdefghij');
  const minted = gateway.addKey();
  const [prefix, kind, rest = ''] = minted.split('_');
  const impostor = mintToken('api').token.split('_')[2] ?? '';
  const alike = [
    `${foreign}x`,
    foreign.slice(0, -1),
    foreign.toLowerCase(),
    foreign.toUpperCase(),
    `${foreign.slice(0, -1)}J`,
    `x${foreign}`,
    encodeURIComponent(`${foreign}+`),
    `${prefix}_${kind}_${rest.slice(0, 16)}${impostor.slice(16)}`,
    `${prefix}_${kind}_${impostor.slice(0, 16)}${rest.slice(16)}`,
    `${prefix}_gw_${rest}`,
    `other_${kind}_${rest}`,
    rest,
  ];
  for (const round of ['asked about', 'remembered']) {
    t.equal(await send(foreign), 200, round);
    t.equal(await send(minted), 200, round);
    for (const token of alike) t.equal(await send(token), 401, `${token.slice(0, 12)}…, ${round}`);
  }
});

t.test('a flood of tokens that nobody has', async (t) => {
  const origin = await startOrigin(t, (_received, response) => response.end());
  const gateway = await startGateway(t, { CACHE_MAX_KEYS: '10' });
  const flow = gateway.addFlow({ baseUrl: origin.url });
  const good = gateway.addKey();
  const send = async (token: string) => {
    const answer = await request(`${gateway.url}/api/v1/prediction/${flow}`, {
      method: 'POST',
      headers: { 'x-api-key': token },
    });
    await answer.body.dump();
    return answer.statusCode;
  };
  t.equal(await send(good), 200);
  const asked = () => gateway.keyManagement.questions.filter(({ path }) => path === '/oauth2/introspect').length;
  const before = asked();
  const flood = [];
  for (let at = 0; at < 10; at++) {
    flood.push(...(await Promise.all(Array.from({ length: 50 }, () => send(mintToken('api').token)))));
  }
  t.ok(flood.slice(0, 100).every((status) => status === 401));
  t.ok(
    flood.slice(150).every((status) => status === 429),
    'the address has failed too often',
  );
  t.equal(asked(), before + flood.filter((status) => status === 401).length, 'nobody is asked any more');
  const afterFlood = asked();
  t.ok(gateway.keyManagement.mostAtOnce <= 17, 'key-management is asked a few at a time, beside the poll of the feed');
  t.equal(await send(good), 200);
  t.equal(asked(), afterFlood, 'the good key is still remembered, and not held back by others at its address');
  const slips = await Promise.all(Array.from({ length: 50 }, () => send(`${mintToken('api').token.slice(0, -1)}!`)));
  t.ok(slips.every((status) => status === 429));
  t.equal(asked(), afterFlood, 'tokens with a slip are not even asked about');
});
