import { rawRequest } from '@keyward/auth/testing';
import t from 'tap';
import { request } from 'undici';

import { startOrigin } from '../fixtures/origins.ts';
import { startGateway } from '../fixtures/start-gateway.ts';

// A proxy that follows redirects calls whatever its upstream names, with what it holds. And a token has no business
// anywhere but in the header it came in: not upstream, not in an error, not in the log.

t.test('redirects are passed on, not followed', async (t) => {
  const target = await startOrigin(t, (_received, response) => response.end());
  const origin = await startOrigin(t, (received, response) => {
    const status = Number(received.url?.slice(-3));
    response.writeHead(status, { location: `${target.url}/inner` }).end();
  });
  const gateway = await startGateway(t);
  const token = gateway.addKey();
  const flow = gateway.addFlow({ baseUrl: origin.url });
  for (const status of [301, 302, 303, 307, 308]) {
    const answer = await request(`${gateway.url}/api/v1/prediction/${flow}?${status}`, {
      method: 'POST',
      headers: { 'x-api-key': token },
      body: '{}',
    });
    t.equal(answer.statusCode, status);
    t.equal(answer.headers.location, `${target.url}/inner`);
    await answer.body.dump();
  }
  t.equal(target.requests.length, 0);
});

t.test('a token goes nowhere', async (t) => {
  const seen: string[] = [];
  const origin = await startOrigin(t, (received, response) => {
    seen.push(JSON.stringify([received.url, received.rawHeaders]));
    if (received.url?.includes('die')) received.socket.destroy();
    else response.end('ok');
  });
  const gateway = await startGateway(t, { ALLOW_QUERY_TOKEN: 'true', LOG_LEVEL: 'trace' });
  const canary = gateway.addKey({ scope: 'flows:execute' }, 'canary-0123456789-token-abcdefghijklmnopqrst');
  const flow = gateway.addFlow({ baseUrl: origin.url });
  const answers: string[] = [];
  const send = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await request(gateway.url + path, { method: 'POST', headers });
    answers.push(JSON.stringify(answer.headers) + (await answer.body.text()));
    return answer.statusCode;
  };
  const prediction = `/api/v1/prediction/${flow}`;
  t.equal(await send(prediction, { authorization: `Bearer ${canary}` }), 200);
  t.equal(await send(prediction, { authorization: canary }), 200);
  t.equal(await send(prediction, { 'x-api-key': canary }), 200);
  t.equal(await send(`${prediction}?a=1&api_key=${canary}&b=%20`), 200);
  t.match(seen.at(-1), `${prediction}?a=1&b=%20"`, 'the rest of the query byte for byte');
  t.equal(await send(`${prediction}?apiKey=${canary}`), 200);
  t.match(seen.at(-1), `${prediction}"`);
  t.equal(await send(`${prediction}?%61pi_key=${canary}`), 200);
  t.equal(await send(`${prediction}?die`, { 'x-api-key': canary }), 502);
  t.equal(await send(`/api/v1/vector/upsert/nowhere?api_key=${canary}`), 404);
  t.equal(await send(`/api/v1/chatflows/${flow}`, { 'x-api-key': canary }), 405);
  t.equal(await send(`/unknown/${canary}?api_key=${canary}`), 404);
  t.equal(await send(prediction, { 'x-api-key': canary, authorization: `Bearer ${canary}x` }), 400);
  t.equal(await send(prediction, { 'x-api-key': `${canary}x` }), 401);
  const broken = `GET / HTTP/1.1\r\nHost: a\r\nX-API-Key: ${canary}\r\nX : y\r\n\r\n`;
  answers.push(await rawRequest(gateway.port, broken));
  gateway.keyManagement.answerWith(() => ({ status: 500, body: canary }));
  t.equal(await send(prediction, { 'x-api-key': `${canary}y` }), 503);
  for (const [place, text] of Object.entries({ upstream: seen.join(), answers: answers.join(), log: gateway.log() })) {
    t.notMatch(text, 'canary', place);
  }
});

t.test('a token in the query does not count unless that is allowed', async (t) => {
  const origin = await startOrigin(t, (received, response) => response.end(received.url));
  const gateway = await startGateway(t);
  const token = gateway.addKey();
  const flow = gateway.addFlow({ baseUrl: origin.url });
  const url = `${gateway.url}/api/v1/prediction/${flow}?api_key=${token}`;
  t.equal((await request(url, { method: 'POST' })).statusCode, 401);
  t.equal(origin.requests.length, 0);
});
