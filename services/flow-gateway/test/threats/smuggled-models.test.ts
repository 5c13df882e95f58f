import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { rawRequest } from '@keyward/auth/testing';
import t from 'tap';
import { request } from 'undici';

import { eventually } from '../fixtures/eventually.ts';
import { startOpenAiOrigin } from '../fixtures/openai-origin.ts';
import { startOrigin, startTcpOrigin } from '../fixtures/origins.ts';
import { openRaw } from '../fixtures/raw-connection.ts';
import { startGateway } from '../fixtures/start-gateway.ts';

// A key is for the models of its gateway. The gateway reads the model's name from a body that the provider reads again,
// by another parser: so a client writes bodies in which the two find different names. And whoever has bodies looked at
// before they are passed on can be made to hold many of them, slowly.

const JSON_TYPE = { 'content-type': 'application/json' };
const MIB = 1024 ** 2;

async function setUp(t: Parameters<typeof startGateway>[0], limits: { modelMs?: number } = {}) {
  const origin = await startOpenAiOrigin(t);
  const gateway = await startGateway(t, {}, { timeLimits: limits });
  const id = gateway.routes.addGateway([
    { name: 'small', baseUrl: origin.baseUrl },
    { name: 'alias', upstreamModel: 'large-🦜-"2026"', baseUrl: origin.baseUrl },
  ]);
  const authorization = `Bearer ${gateway.addGatewayKey(id)}`;
  const call = async (
    body: string | Buffer | Readable,
    headers: Record<string, string> = JSON_TYPE,
    path = '/v1/embeddings',
  ) => {
    const answer = await request(gateway.url + path, { method: 'POST', headers: { authorization, ...headers }, body });
    const text = await answer.body.text();
    return { status: answer.statusCode, text, headers: answer.headers };
  };
  return { origin, gateway, authorization, call };
}

t.test('bodies that could name two models are refused, whatever their framing', async (t) => {
  const { origin, call } = await setUp(t);
  const bodies: Record<string, [string | Buffer, string]> = {
    twice: ['{"model":"small","model":"large"}', 'model_ambiguous'],
    'in another case': ['{"model":"small","Model":"large"}', 'model_ambiguous'],
    'in escapes': [String.raw`{"model":"small","mod\u0065l":"large"}`, 'model_ambiguous'],
    'with a byte order mark': ['\uFEFF{"model":"small"}', 'invalid_request'],
    'in UTF-16': [Buffer.from('{"model":"small"}', 'utf16le'), 'invalid_request'],
    'in a comment': ['{/*"*/"model":"small"/*","model":"large"*/}', 'invalid_request'],
    'in a second document': ['{"model":"small"} {"model":"large"}', 'invalid_request'],
    'not at all': ['{}', 'missing_required_parameter'],
    'in no body': ['', 'missing_required_parameter'],
    'deeper only': ['{"a":{"model":"small"}}', 'missing_required_parameter'],
    'as a list': ['{"model":["small"]}', 'missing_required_parameter'],
    'no JSON': ['model=small', 'invalid_request'],
  };
  for (const [name, [body, code]] of Object.entries(bodies)) {
    for (const framed of [body, Readable.from([Buffer.from(body).subarray(0, 9), Buffer.from(body).subarray(9)])]) {
      const answer = await call(framed);
      t.equal(answer.status, 400, name);
      t.match(JSON.parse(answer.text), { error: { type: 'invalid_request_error', code, message: String } }, name);
    }
  }
  t.equal(origin.calls.length, 0, 'nothing went upstream');
});

t.test('the query and the path name no model', async (t) => {
  const { origin, call } = await setUp(t);
  for (const path of [
    '/v1/embeddings?model=large',
    '/v1/embeddings?a=1;%6dodel=large',
    '/v1/embeddings?MODEL[]=large',
  ]) {
    t.match(await call('{"model":"small"}', JSON_TYPE, path), { status: 400, text: /model_ambiguous/ }, path);
  }
  for (const path of ['/v1/engines/large/completions', '/v1/deployments/large/chat/completions', '/v1/']) {
    t.match(await call('{"model":"small"}', JSON_TYPE, path), { status: 404, text: /unknown_url/ }, path);
  }
  t.equal(origin.calls.length, 0);
  t.equal((await call('{"model":"small"}', JSON_TYPE, '/v1/embeddings?models=1')).status, 200);
});

t.test('bodies in another coding or of another type are refused', async (t) => {
  const { origin, call, gateway, authorization } = await setUp(t);
  const body = '{"model":"small"}';
  const refused: Record<string, string>[] = [
    { ...JSON_TYPE, 'content-encoding': 'gzip' },
    { ...JSON_TYPE, content_encoding: 'gzip' },
    { 'content-type': 'application/json; charset=utf-16' },
    { 'content-type': 'application/json; charset=utf-7' },
    { 'content-type': 'application/x-www-form-urlencoded' },
    { 'content-type': 'text/plain' },
    { 'content-type': 'multipart/mixed; boundary=a' },
    { 'content-type': 'multipart/form-data' },
  ];
  for (const headers of refused) {
    const sent = 'content-encoding' in headers ? gzipSync(body) : body;
    t.match(await call(sent, headers), { status: 415, text: /unsupported_media_type/ }, JSON.stringify(headers));
  }
  const head = `POST /v1/embeddings HTTP/1.1\r\nHost: g\r\nAuthorization: ${authorization}\r\nConnection: close\r\n`;
  const twice = 'Content-Type: application/json\r\nContent-Type: text/plain\r\n';
  t.match(await rawRequest(gateway.port, `${head}${twice}Content-Length: 17\r\n\r\n${body}`), /^HTTP\/1\.1 400 /);
  t.equal(origin.calls.length, 0);
  for (const type of ['application/json; charset=UTF-8', 'Application/JSON', 'application/json;charset="utf-8"']) {
    t.equal((await call(body, { 'content-type': type })).status, 200, type);
  }
});

t.test('only the name is rewritten, and the length is mended', async (t) => {
  const { origin, call } = await setUp(t);
  const text =
    '{ "input" : "\\"model\\":\\"small\\"" ,\n"model"\t:\r\n"al\\u0069as", "n": {"model":"alias"}, "x": 1e3 } ';
  const padded = text.replace('1e3', `"${'é'.repeat(200_000)}"`);
  for (const body of [text, padded]) {
    const expected = Buffer.from(body.replace('"al\\u0069as"', JSON.stringify('large-🦜-"2026"')));
    for (const framed of [Buffer.from(body), Readable.from([Buffer.from(body)])]) {
      t.equal((await call(framed)).status, 200);
      const seen = origin.calls.at(-1);
      t.equal(seen?.body, expected.toString('latin1'));
      t.equal(seen?.headers['content-length'] ?? String(expected.length), String(expected.length));
    }
  }
  const untouched = text.replace('"al\\u0069as"', '"sm\\u0061ll"');
  t.equal((await call(untouched)).status, 200);
  t.equal(origin.calls.at(-1)?.body, untouched, 'no name of its own: byte for byte');
});

t.test('a second model behind the part that is waited for breaks the request off', async (t) => {
  const origin = await startTcpOrigin(t, () => undefined);
  const gateway = await startGateway(t);
  const id = gateway.routes.addGateway([{ name: 'small', baseUrl: origin.url }]);
  const authorization = `Bearer ${gateway.addGatewayKey(id)}`;
  const form = 'multipart/form-data; boundary=b';
  const field = (name: string) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n`;
  const bodies: [string, string, string][] = [
    ['application/json', '{"model":"small","input":"', '","model":"large"}'],
    ['application/json', '{"model":"small","input":"', '"} {"model":"large"}'],
    [form, `${field('model')}small\r\n${field('file')}`, `\r\n${field('model')}large\r\n--b--\r\n`],
  ];
  for (const [type, before, after] of bodies) {
    const start = origin.received().length;
    const headers = { authorization, 'content-type': type };
    const body = Readable.from(
      (async function* () {
        yield Buffer.from(before);
        yield Buffer.alloc(300_000, 'x');
        await eventually(() => origin.received().length > start + 200_000);
        yield Buffer.from(after);
      })(),
    );
    // The provider never answers: a second model that is not noticed would be waited for.
    const call = { method: 'POST', headers, body, headersTimeout: 10_000 } as const;
    const answer = await request(`${gateway.url}/v1/embeddings`, call);
    t.equal(answer.statusCode, 400);
    await answer.body.dump();
    await eventually(() => origin.connections.at(-1)?.destroyed === true);
    const arrived = origin.received().slice(start);
    t.notMatch(arrived, 'large', 'the second name never arrived');
    t.notOk(arrived.endsWith('\r\n0\r\n\r\n'), 'and the provider knows that it has not got all');
  }
});

t.test('the model has to stand in the first MiB', async (t) => {
  const { origin, call } = await setUp(t);
  const padding = (size: number) => `{"input":"${'x'.repeat(size)}","model":"small"}`;
  t.equal((await call(padding(MIB - 100))).status, 200);
  const beyond = await call(padding(MIB));
  t.match(beyond, { status: 400, text: /missing_required_parameter/ });
  t.match(beyond.text, '1048576');
  const form = { 'content-type': 'multipart/form-data; boundary=b' };
  const last = (size: number) =>
    `--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n${'x'.repeat(size)}\r\n--b\r\n` +
    'Content-Disposition: form-data; name="model"\r\n\r\nalias\r\n--b--\r\n';
  t.equal((await call(last(MIB - 300), form, '/v1/audio/transcriptions')).status, 200, 'the last part of a form');
  t.equal((await call(last(MIB), form)).status, 400);
  t.equal(origin.calls.length, 2);
  const first = await call(`{"model":"small","input":"${'x'.repeat(3 * MIB)}"}`);
  t.equal(first.status, 200, 'what stands behind it may be as long as it likes');
  t.equal(origin.calls.at(-1)?.body.length, 3 * MIB + 28);
});

t.test('bodies are not waited for without a key, and not for long with one', async (t) => {
  const { gateway, authorization, origin } = await setUp(t, { modelMs: 300 });
  const head = (line: string) =>
    `POST /v1/chat/completions HTTP/1.1\r\nHost: g\r\n${line}Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"a":1`;
  const stranger = await openRaw(gateway.port);
  stranger.socket.write(head('Authorization: Bearer nobody\r\n'));
  await stranger.until('HTTP/1.1 401 ');
  stranger.socket.destroy();

  const slow = await openRaw(gateway.port);
  const start = performance.now();
  slow.socket.write(head(`Authorization: ${authorization}\r\n`));
  const dripping = setInterval(() => slow.socket.write(' '), 50);
  await slow.until('request_timeout');
  clearInterval(dripping);
  t.match(slow.received(), /^HTTP\/1\.1 408 .*"type":"invalid_request_error"/s);
  t.ok(performance.now() - start < 3_000);
  slow.socket.destroy();

  const gone = await openRaw(gateway.port);
  gone.socket.write(head(`Authorization: ${authorization}\r\n`));
  await delay(50);
  gone.socket.destroy();
  await gone.closed();
  await eventually(() => gateway.log().split('"msg"').length > 3);
  t.equal(origin.calls.length, 0);
});

t.test('a client that waits for 100 Continue is asked for its body once it may send it', async (t) => {
  const { gateway, authorization } = await setUp(t);
  const body = '{"model":"small"}';
  const head = (key: string) =>
    `POST /v1/embeddings HTTP/1.1\r\nHost: g\r\nAuthorization: ${key}\r\nContent-Type: application/json\r\n` +
    `Expect: 100-continue\r\nContent-Length: ${body.length}\r\n\r\n`;
  const client = await openRaw(gateway.port);
  client.socket.write(head(authorization));
  await client.until('HTTP/1.1 100 Continue\r\n\r\n');
  client.socket.write(body);
  await client.until('embedding');
  t.equal(client.received().match(/100 Continue/g)?.length, 1);
  client.socket.destroy();
  const stranger = await openRaw(gateway.port);
  stranger.socket.write(head('Bearer nobody'));
  await stranger.until('HTTP/1.1 401 ');
  t.notMatch(stranger.received(), '100 Continue');
  stranger.socket.destroy();
});

t.test('all refusals on this surface are in the shape that its clients read', async (t) => {
  const { gateway, authorization } = await setUp(t);
  const raw = (bytes: string) => rawRequest(gateway.port, bytes);
  const head = `Host: g\r\nAuthorization: ${authorization}\r\nConnection: close\r\n`;
  const cases: Record<string, [number, string]> = {
    'GET /v1/models HTTP/1.1\r\nHost: g\r\nX : y\r\n\r\n': [400, 'invalid_request'],
    [`GET /v1/models HTTP/1.1\r\nHost: g\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`]: [431, 'headers_too_large'],
    'GET /v1/models HTTP/1.1\r\nHost: g\r\nHost: h\r\n\r\n': [400, 'invalid_request'],
    [`GET /v1/a//b HTTP/1.1\r\n${head}\r\n`]: [400, 'invalid_request'],
    [`TRACE /v1/models HTTP/1.1\r\n${head}\r\n`]: [405, 'method_not_allowed'],
    [`POST /v1/models HTTP/1.1\r\n${head}\r\n`]: [405, 'method_not_allowed'],
    'GET /v1/models HTTP/1.1\r\nHost: g\r\nConnection: close\r\n\r\n': [401, 'invalid_api_key'],
    [`GET /v1/files HTTP/1.1\r\n${head}\r\n`]: [400, 'missing_required_parameter'],
    [`POST /v1/x HTTP/1.1\r\n${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n`]: [400, 'invalid_request'],
    [`POST /v1/x HTTP/1.1\r\n${head}X-API-Key: other\r\n\r\n`]: [400, 'ambiguous_credentials'],
  };
  for (const [bytes, [status, code]] of Object.entries(cases)) {
    const answer = await raw(bytes);
    t.match(answer, new RegExp(`^HTTP/1\\.1 ${status} `), bytes.slice(0, 60));
    const error: unknown = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4));
    t.match(error, { error: { message: String, type: 'invalid_request_error', code } }, bytes.slice(0, 60));
    if (status === 401) t.match(answer, /\r\nwww-authenticate: Bearer realm="keyward"\r\n/i);
  }
  t.match(await raw(`GET /api/v1/x HTTP/1.1\r\nHost: g\r\nX : y\r\n\r\n`), 'application/problem+json');
});

t.test('the key of one surface is nobody on the other', async (t) => {
  const { gateway, call } = await setUp(t);
  const flows = await startOrigin(t, (_received, response) => response.end('ran'));
  const flow = gateway.addFlow({ baseUrl: flows.url });
  const gatewayKey = gateway.addGatewayKey(gateway.routes.addGateway([]), { scope: '*' });
  const same = (text: string) => text.replace(/"instance":"[^"]+"/, '');
  const prediction = async (key: string) => {
    const answer = await request(`${gateway.url}/api/v1/prediction/${flow}`, {
      method: 'POST',
      headers: { 'x-api-key': key },
    });
    return { status: answer.statusCode, text: same(await answer.body.text()) };
  };
  t.same(await prediction(gatewayKey), await prediction('nobody'));
  t.equal((await prediction(gatewayKey)).status, 401);
  const body = '{"model":"small"}';
  const apiKey = await call(body, { ...JSON_TYPE, authorization: `Bearer ${gateway.addKey({ scope: '*' })}` });
  const nobody = await call(body, { ...JSON_TYPE, authorization: 'Bearer nobody' });
  t.equal(apiKey.status, 401);
  t.equal(apiKey.text, nobody.text);
  const other = gateway.addGatewayKey(gateway.routes.addGateway([{ name: 'tiny', baseUrl: flows.url }]));
  const foreign = await call(body, { ...JSON_TYPE, authorization: `Bearer ${other}` });
  t.match(foreign, { status: 404, text: /model_not_found/ }, "another gateway's model");
});
