import { gzipSync } from 'node:zlib';
import type { InjectedCredential } from '@keyward/auth';
import { rawRequest } from '@keyward/auth/testing';
import t from 'tap';
import { request } from 'undici';

import { startOrigin } from '../fixtures/origins.ts';
import { startGateway, type TestGateway } from '../fixtures/start-gateway.ts';

// The gateway puts a credential into requests that its holder may use and must never see. So a client tries to put its
// own in its place, to have the gateway drop it, or to have the upstream say it back.

const SECRET = 'sk-canary/0123456789+abcdef==';
const ENCODED = encodeURIComponent(SECRET);

const bearer: InjectedCredential = { id: 'credential-bearer', location: 'bearer', name: null, value: SECRET };
const inHeader: InjectedCredential = {
  id: 'credential-header',
  location: 'header',
  name: 'X-Service-Key',
  value: SECRET,
};
const inQuery: InjectedCredential = { id: 'credential-query', location: 'query', name: 'key', value: SECRET };

/** Sends raw header lines with a key of the workspace, and returns the whole answer. */
function send(gateway: TestGateway, target: string, token: string, lines: readonly string[] = [], method = 'GET') {
  const head = [`${method} ${target} HTTP/1.1`, 'Host: gateway', `X-API-Key: ${token}`, 'Connection: close', ...lines];
  return rawRequest(gateway.port, `${head.join('\r\n')}\r\n\r\n`);
}

async function setUp(t: Parameters<typeof startGateway>[0], credential: InjectedCredential) {
  const seen: { url: string; rawHeaders: string[] }[] = [];
  const origin = await startOrigin(t, (received, response) => {
    seen.push({ url: received.url ?? '', rawHeaders: received.rawHeaders });
    response.end('ok');
  });
  const gateway = await startGateway(t);
  gateway.routes.addApi({ baseUrl: `${origin.url}/base`, credential });
  const token = gateway.addKey({ scope: 'apis:call flows:execute' });
  return { gateway, token, seen, origin };
}

/** All values that an upstream could take for those of a header. */
function valuesOf(rawHeaders: readonly string[], name: string): string[] {
  return rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase().replaceAll('_', '-') === name);
}

t.test('a header of the client never stands where the credential stands', async (t) => {
  const { gateway, token, seen } = await setUp(t, inHeader);
  const attacks = [
    ['X-Service-Key: mine'],
    ['x-service-key: mine', 'X-SERVICE-KEY: mine too'],
    ['X_Service_Key: mine', 'x_service-key: mine'],
    ['Connection: X-Service-Key'],
    ['Connection: close, x-service-key', 'Keep-Alive: x'],
    ['X-Service-Key:'],
  ];
  for (const lines of attacks) {
    t.match(await send(gateway, '/apis/weather/today', token, lines), /^HTTP\/1\.1 200 /, lines.join());
    t.same(valuesOf(seen.at(-1)?.rawHeaders ?? [], 'x-service-key'), [SECRET], lines.join());
  }
  t.equal(seen.length, attacks.length);
});

t.test('the Authorization of the client never goes with a bearer credential, nor in its place', async (t) => {
  const { gateway, token, seen, origin } = await setUp(t, bearer);
  for (const lines of [[], [`Authorization: Bearer ${token}`], ['authorization_: x'], ['Connection: authorization']]) {
    t.match(await send(gateway, '/apis/weather/today', token, lines), /^HTTP\/1\.1 200 /);
    t.same(valuesOf(seen.at(-1)?.rawHeaders ?? [], 'authorization'), [`Bearer ${SECRET}`]);
    t.notMatch(JSON.stringify(seen.at(-1)), token);
  }
  const flow = gateway.addFlow({ baseUrl: origin.url, credential: bearer });
  await send(gateway, `/api/v1/prediction/${flow}`, token, ['Content-Length: 0'], 'POST');
  t.same(valuesOf(seen.at(-1)?.rawHeaders ?? [], 'authorization'), [`Bearer ${SECRET}`], 'flow servers get theirs too');
  const traced = await send(gateway, '/apis/weather/today', token, [], 'TRACE');
  t.match(traced, /^HTTP\/1\.1 405 /, 'TRACE would say it back');
  t.equal(seen.length, 5);
});

t.test('what goes upstream holds exactly our query parameter, however the client spells its own', async (t) => {
  const { gateway, token, seen } = await setUp(t, inQuery);
  const own = `/base/today?key=${ENCODED}`;
  const queries: Record<string, string> = {
    '': own,
    '?': own,
    '?key=mine': own,
    '?key=mine&key=again': own,
    '?a=1&key=mine&b=%20+': `${own}&a=1&b=%20+`,
    '?KEY=mine': own,
    '?Key': own,
    '?%6bey=mine': own,
    '?%256bey=mine': own,
    '?key[]=mine&key%5B0%5D=mine&[key]=mine': own,
    '?%20key=mine&+key=mine': own,
    '?key%00x=mine': own,
    '?a=1;key=mine&b=2': `${own}&b=2`,
    '?monkey=1&keys=2&a=key': `${own}&monkey=1&keys=2&a=key`,
  };
  for (const [query, url] of Object.entries(queries)) {
    t.match(await send(gateway, `/apis/weather/today${query}`, token), /^HTTP\/1\.1 200 /, query);
    t.equal(seen.at(-1)?.url, url, query);
  }
  t.equal(seen.length, Object.keys(queries).length);
});

t.test('an upstream that repeats the request does not give the credential away', async (t) => {
  const origin = await startOrigin(t, async (received, response) => {
    const echo = `${received.url}\n${JSON.stringify(received.headers)}`;
    const path = received.url?.split('?')[0];
    const status = Number(/\d{3}/.exec(path ?? '')?.[0] ?? 200);
    response.statusCode = status;
    response.setHeader('X-Echo', echo.replaceAll('\n', ' '));
    if (status < 400) response.setHeader('Location', `https://elsewhere.example/next?key=${ENCODED}&page=2`);
    if (path?.endsWith('/zipped')) response.writeHead(status, { 'content-encoding': 'gzip' }).end(gzipSync(echo));
    else if (path?.endsWith('/counted'))
      response.writeHead(status, { 'content-length': Buffer.byteLength(echo) }).end(echo);
    else {
      // Byte by byte, so that each end of a piece falls into the credential once.
      for (const byte of Buffer.from(`${echo} and ${SECRET}`)) {
        response.write(Buffer.from([byte]));
        await new Promise(setImmediate);
      }
      // What is held back of a beginning comes when it turns out to be none.
      response.end(SECRET.slice(0, 10));
    }
  });
  const gateway = await startGateway(t, { LOG_LEVEL: 'trace' });
  const token = gateway.addKey({ scope: 'apis:call' });
  const answers: string[] = [];
  for (const credential of [bearer, inHeader, inQuery]) {
    const { name } = gateway.routes.addApi({ name: credential.location, baseUrl: origin.url, credential });
    for (const path of ['500/slow', '401/counted', '200/slow', '302/counted', '500/zipped']) {
      const answer = await request(`${gateway.url}/apis/${name}/${path}`, { headers: { 'x-api-key': token } });
      const body = Buffer.from(await answer.body.arrayBuffer());
      answers.push(JSON.stringify(answer.headers), body.toString());
      t.equal(answer.statusCode, path === '500/zipped' ? 502 : Number(path.slice(0, 3)), path);
      if (path === '302/counted') {
        const location = `https://elsewhere.example/next?key=${'*'.repeat(ENCODED.length)}&page=2`;
        t.equal(answer.headers.location, location, 'a redirect says the query back');
        t.equal(Number(answer.headers['content-length']), body.length, 'lengths stay as announced');
      }
      if (path === '500/slow') {
        t.ok(body.toString().endsWith(` and ${'*'.repeat(SECRET.length)}${SECRET.slice(0, 10)}`), 'all else arrives');
      }
    }
  }
  t.ok(origin.requests.every(({ headers }) => headers['accept-encoding'] === 'identity'));
  for (const text of [...answers, gateway.log()]) {
    t.notOk(text.includes(SECRET) || text.includes(ENCODED));
  }
});

t.test('answers are not held back for a credential that they do not hold', async (t) => {
  const origin = await startOrigin(t, (_received, response) => void response.write(`data: ${SECRET.slice(0, 3)}\n\n`));
  const gateway = await startGateway(t);
  gateway.routes.addApi({ baseUrl: origin.url, credential: bearer });
  const headers = { 'x-api-key': gateway.addKey({ scope: 'apis:call' }) };
  const answer = await fetch(`${gateway.url}/apis/weather/x`, { headers });
  const piece = await answer.body?.getReader().read();
  t.equal(Buffer.from(piece?.value ?? []).toString(), `data: ${SECRET.slice(0, 3)}\n\n`);
});

t.test('without its credential an upstream is not called', async (t) => {
  const { gateway, token, seen, origin } = await setUp(t, bearer);
  const unreadable = { id: 'credential-lost', unreadable: { kid: 'old-key' } };
  gateway.routes.addApi({ name: 'lost', baseUrl: origin.url, credential: unreadable });
  const deleted = { id: 'credential-gone', unreadable: { kid: '' } };
  const flow = gateway.addFlow({ baseUrl: origin.url, credential: deleted });
  const gatewayId = gateway.routes.addGateway([{ name: 'm', baseUrl: origin.url, credential: unreadable }]);

  const api = await send(gateway, '/apis/lost/x', token);
  t.match(api, /^HTTP\/1\.1 503 .*"type":"\/problems\/credential-unavailable"/s);
  t.match(api, /credential-lost.*old-key/s);
  const prediction = await send(gateway, `/api/v1/prediction/${flow}`, token, ['Content-Length: 0'], 'POST');
  t.match(prediction, /^HTTP\/1\.1 503 .*credential-gone/s);
  const llm = await fetch(`${gateway.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${gateway.addGatewayKey(gatewayId)}`, 'content-type': 'application/json' },
    body: '{"model":"m"}',
  });
  t.equal(llm.status, 503);
  t.match(await llm.json(), { error: { type: 'server_error', code: 'credential_unavailable', message: /old-key/ } });
  t.equal(seen.length, 0);
});

t.test('a credential that is exchanged is used from the moment the change is acknowledged', async (t) => {
  const { gateway, token, seen, origin } = await setUp(t, bearer);
  const gatewayId = gateway.routes.addGateway([]);
  const gatewayKey = gateway.addGatewayKey(gatewayId);
  const api = gateway.routes.addApi({ name: 'changing', baseUrl: origin.url });
  for (const value of ['sk-first-0123456789', 'sk-second-0123456789', 'sk-third-0123456789']) {
    const credential = { ...bearer, value };
    api.credential = credential;
    gateway.routes.setModels(gatewayId, [{ name: 'm', baseUrl: origin.url, credential }]);
    const before = seen.length;
    await gateway.change('credential', bearer.id);
    await gateway.change(value.includes('first') ? 'upstream' : 'credential', 'upstream-changing');
    await gateway.change(value.includes('first') ? 'gateway' : 'credential', gatewayId);
    await send(gateway, '/apis/changing/x', token);
    const completion = await fetch(`${gateway.url}/v1/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${gatewayKey}`, 'content-type': 'application/json' },
      body: '{"model":"m"}',
    });
    t.equal(await completion.text(), 'ok');
    const values = seen.slice(before).flatMap(({ rawHeaders }) => valuesOf(rawHeaders, 'authorization'));
    t.same(values, [`Bearer ${value}`, `Bearer ${value}`]);
  }
});

t.test('a credential that would end its header line goes nowhere', async (t) => {
  for (const credential of [
    { ...bearer, value: `${SECRET}\r\nX-Admin: yes` },
    { ...inHeader, value: `${SECRET}\nX-Admin: yes` },
    { ...inHeader, value: `${SECRET}\u010d\u010aX-Admin: yes` },
    { ...inHeader, name: 'X-A: b\r\nX-Service-Key' },
  ]) {
    const { gateway, token, seen } = await setUp(t, credential);
    const answer = await send(gateway, '/apis/weather/today', token);
    t.match(answer, /^HTTP\/1\.1 503 /);
    t.match(answer, 'credential-unavailable');
    t.notMatch(answer + gateway.log(), SECRET);
    t.equal(seen.length, 0);
  }
});
