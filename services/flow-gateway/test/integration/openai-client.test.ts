import { mintToken } from '@keyward/auth';
import OpenAI, { toFile } from 'openai';
import t from 'tap';

import { startOpenAiOrigin } from '../fixtures/openai-origin.ts';
import { startPortkey } from '../fixtures/portkey.ts';
import { startGateway } from '../fixtures/start-gateway.ts';

const MESSAGES = [{ role: 'user' as const, content: 'Say "model": "other", please' }];
const SECRET = 'sk-provider-0123456789abcdef';

/** What a call of the client fails with; undefined where it does not. */
const thrown = (asking: Promise<unknown>) => asking.then(() => undefined).catch((error: unknown) => error);

async function setUp(t: Parameters<typeof startGateway>[0]) {
  const origin = await startOpenAiOrigin(t);
  const used: unknown[] = [];
  const gateway = await startGateway(t, {}, { onUsage: (keyId, tokens) => void used.push({ keyId, ...tokens }) });
  const credential = { id: 'credential0000001', location: 'bearer', name: null, value: SECRET } as const;
  const gatewayId = gateway.routes.addGateway([
    { name: 'fast', baseUrl: origin.baseUrl, credential },
    { name: 'team/clever', upstreamModel: 'gpt-large-2026', baseUrl: origin.baseUrl, credential },
  ]);
  const apiKey = gateway.addGatewayKey(gatewayId);
  const client = (key = apiKey) => new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: key, maxRetries: 0 });
  return { origin, gateway, gatewayId, apiKey, client, used };
}

t.test("OpenAI's own client, pointed at the gateway", async (t) => {
  const { origin, client, apiKey, used, gateway } = await setUp(t);
  const openai = client();

  const plain = await openai.chat.completions.create({ model: 'fast', messages: MESSAGES });
  t.equal(plain.choices[0]?.message.content, 'Hello from the model');
  t.equal(plain.model, 'fast');
  t.equal(origin.calls[0]?.headers.authorization, `Bearer ${SECRET}`);
  t.notMatch(JSON.stringify(origin.calls), apiKey, "the client's own key stays at the gateway");

  const arrivals: number[] = [];
  let text = '';
  for await (const part of await openai.chat.completions.create({
    model: 'team/clever',
    messages: MESSAGES,
    stream: true,
    stream_options: { include_usage: true },
  })) {
    arrivals.push(performance.now());
    text += part.choices[0]?.delta.content ?? '';
    t.equal(part.model, 'gpt-large-2026', 'the provider is called by its own name for the model');
  }
  t.equal(text, 'Hello from the model');
  t.ok((arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0) > 50, 'word by word, as they come');
  t.match(origin.calls[1]?.body, '"content":"Say \\"model\\": \\"other\\", please"', 'nothing else is rewritten');

  const embedded = await openai.embeddings.create({ model: 'fast', input: 'text', encoding_format: 'float' });
  t.same(embedded.data[0]?.embedding, [0.25, -0.5]);
  t.equal(origin.calls[2]?.url, '/v1/embeddings');

  const audio = await toFile(Buffer.alloc(200_000, '--boundary\r\n'), 'speech "1".mp3');
  const spoken = await openai.audio.transcriptions.create({ file: audio, model: 'team/clever' });
  t.equal(spoken.text, 'transcribed');
  t.match(origin.calls[3]?.body, /name="model"\r\n\r\ngpt-large-2026\r\n/);
  t.equal(
    Number(origin.calls[3]?.headers['content-length'] ?? origin.calls[3]?.body.length),
    origin.calls[3]?.body.length,
  );

  const keyId = gateway.keyId(apiKey);
  t.same(used, [
    { keyId, input: 7, output: 4 },
    { keyId, input: 7, output: 4 },
    { keyId, input: 3, output: 0 },
  ]);
  t.match(gateway.log(), '"tokens":{"input":7,"output":4}');
});

t.test('the models of the gateway', async (t) => {
  const { origin, client, gateway } = await setUp(t);
  const listed = await client().models.list();
  t.same(
    listed.data.map(({ id, object, created, owned_by }) => ({ id, object, created, owned_by })),
    ['fast', 'team/clever'].map((id) => ({ id, object: 'model', created: 1_735_689_600, owned_by: 'assistant' })),
  );
  t.match(await client().models.retrieve('fast'), { id: 'fast', object: 'model' });
  const slashed = await fetch(`${gateway.url}/v1/models/team/clever`, {
    headers: { authorization: `Bearer ${gateway.addGatewayKey(gateway.routes.addGateway([]))}` },
  });
  t.equal(slashed.status, 404, "another gateway's model");
  await slashed.text();
  const unknown = await thrown(client().models.retrieve('slow'));
  t.type(unknown, OpenAI.NotFoundError);
  t.match(unknown, { code: 'model_not_found' });
  t.match(await thrown(client().models.delete('fast')), { status: 405 });
  t.equal(origin.calls.length, 0, 'are not asked for upstream');
});

t.test("the client raises OpenAI's own exceptions", async (t) => {
  const { client, gateway, gatewayId, apiKey } = await setUp(t);
  const ask = (openai: OpenAI, model = 'fast', user = 'somebody') =>
    openai.chat.completions.create({ model, messages: MESSAGES, user });

  for (const key of ['nobody', mintToken('gw').token, gateway.addKey({ scope: '*' }), mintToken('svc').token]) {
    const error = await thrown(ask(client(key)));
    t.type(error, OpenAI.AuthenticationError);
    t.match(error, { status: 401, code: 'invalid_api_key', type: 'invalid_request_error' });
  }
  const elsewhere = gateway.addGatewayKey(gatewayId, { keyward: { allowedIps: ['203.0.113.0/24'] } });
  t.type(await thrown(ask(client(elsewhere))), OpenAI.PermissionDeniedError);
  const unknown = await thrown(ask(client(), 'gpt-4o'));
  t.type(unknown, OpenAI.NotFoundError);
  t.match(unknown, { code: 'model_not_found', param: 'model', error: { message: /"gpt-4o"/ } });
  t.type(await thrown(client().post('/engines/fast/completions', { body: { model: 'fast' } })), OpenAI.NotFoundError);
  const unnamed = await thrown(client().post('/chat/completions', { body: { messages: [] } }));
  t.type(unnamed, OpenAI.BadRequestError);
  t.match(unnamed, { code: 'missing_required_parameter', param: 'model' });

  const limited = await thrown(ask(client(), 'fast', '429'));
  t.type(limited, OpenAI.RateLimitError, "the provider's own 429 passes");
  t.match(limited, { status: 429, code: 'some_code' });
  t.type(await thrown(ask(client(), 'fast', '500')), OpenAI.InternalServerError);
  gateway.routes.setModels(gatewayId, undefined);
  await gateway.change('gateway', gatewayId);
  const ended = await thrown(ask(client(apiKey)));
  t.type(ended, OpenAI.AuthenticationError, 'the key of a gateway that is deleted');
});

t.test('streams end with their key, their gateway and their model, and say so to the client', async (t) => {
  const { client, gateway, gatewayId, origin } = await setUp(t);
  const ends = {
    key(token: string) {
      const id = gateway.keyId(token);
      gateway.revokeKey(token);
      return gateway.change('key', id);
    },
    model() {
      gateway.routes.setModels(gatewayId, [{ name: 'other', baseUrl: origin.baseUrl }]);
      return gateway.change('gateway', gatewayId);
    },
    gateway() {
      gateway.routes.setModels(gatewayId, undefined);
      return gateway.change('gateway', gatewayId);
    },
  };
  for (const [what, end] of Object.entries(ends)) {
    gateway.routes.setModels(gatewayId, [{ name: 'fast', baseUrl: origin.baseUrl }]);
    await gateway.change('gateway', gatewayId);
    const token = gateway.addGatewayKey(gatewayId);
    const stream = await client(token).chat.completions.create({
      model: 'fast',
      messages: MESSAGES,
      user: 'endless',
      stream: true,
    });
    const parts = stream[Symbol.asyncIterator]();
    await parts.next();
    // A change that leaves the request its leave does not end it.
    await gateway.change('upstream', 'upstream-of-fast');
    for (let at = 0; at < 5; at++) t.notOk((await parts.next()).done);
    let broken: unknown;
    const reading = (async () => {
      while (!(await parts.next()).done);
    })().catch((error: unknown) => {
      broken = error;
    });
    await end(token);
    await reading;
    t.type(broken, OpenAI.APIError, `the end of its ${what}`);
    t.match(String(broken), 'no longer valid');
  }
  origin.finish();
});

t.test('a gateway of another make as the provider', async (t) => {
  const origin = await startOpenAiOrigin(t);
  const portkey = await startPortkey();
  t.teardown(() => portkey.stop());
  const gateway = await startGateway(t);
  const credential = { id: 'credential0000001', location: 'bearer', name: null, value: SECRET } as const;
  const id = gateway.routes.addGateway([
    { name: 'clever', upstreamModel: 'gpt-large-2026', baseUrl: `${portkey.url}/v1`, credential },
  ]);
  const openai = new OpenAI({
    baseURL: `${gateway.url}/v1`,
    apiKey: gateway.addGatewayKey(id),
    maxRetries: 0,
    defaultHeaders: { 'x-portkey-provider': 'openai', 'x-portkey-custom-host': origin.baseUrl },
  });
  const plain = await openai.chat.completions.create({ model: 'clever', messages: MESSAGES });
  t.equal(plain.choices[0]?.message.content, 'Hello from the model');
  let text = '';
  for await (const part of await openai.chat.completions.create({
    model: 'clever',
    messages: MESSAGES,
    stream: true,
  })) {
    text += part.choices[0]?.delta.content ?? '';
  }
  t.equal(text, 'Hello from the model');
  t.same(
    origin.calls.map(({ headers, body }) => [headers.authorization, JSON.parse(body).model]),
    [
      [`Bearer ${SECRET}`, 'gpt-large-2026'],
      [`Bearer ${SECRET}`, 'gpt-large-2026'],
    ],
  );
});
