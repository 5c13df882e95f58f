import { setTimeout as sleep } from 'node:timers/promises';
import OpenAI from 'openai';
import t from 'tap';
import { at, created, startCluster } from './fixtures/cluster/cluster.ts';
import { query } from './fixtures/cluster/database.ts';
import { startKeyedOrigin } from './fixtures/cluster/keyed-origin.ts';

const cluster = await startCluster(t, { gateways: [{ LOG_LEVEL: 'trace' }, { LOG_LEVEL: 'trace' }] });
const provider = await startKeyedOrigin(t);
const MESSAGES = [{ role: 'user' as const, content: 'count' }];
/** Long enough for what was dispatched before a change to have arrived. */
const IN_TRANSIT_MS = 500;
/** Every value that was ever stored. */
const values: string[] = [];
/** All that clients were told. */
const told: string[] = [];

function newValue(): string {
  const value = `sk-canary-${values.length}-0123456789abcdefghijklmnop`;
  values.push(value);
  return value;
}

async function add(path: string, body: object) {
  const made = await created(cluster.api(0, 'POST', path, { body }));
  told.push(JSON.stringify(made));
  return { id: String(made.id), token: String(made.token) };
}

const value = newValue();
provider.keys.add(value);
const credential = await add('/credentials', { name: 'OpenAI', service: 'openai', value });
const upstream = await add('/upstreams', {
  name: 'openai',
  kind: 'llm',
  baseUrl: `${provider.url}/v1`,
  credentialId: credential.id,
});
const gateway = await add('/gateways', {
  name: 'assistant',
  models: [
    { name: 'small', upstreamId: upstream.id, upstreamModel: null },
    { name: 'clever', upstreamId: upstream.id, upstreamModel: 'gpt-large-2026' },
  ],
});
const key = await add(`/gateways/${gateway.id}/keys`, { name: 'app' });

function client(index: number, apiKey = key.token): OpenAI {
  return new OpenAI({ baseURL: `${at(cluster.gateways, index).url}/v1`, apiKey, maxRetries: 0 });
}

async function stream(openai: OpenAI, model: string): Promise<string> {
  let text = '';
  for await (const part of await openai.chat.completions.create({ model, messages: MESSAGES, stream: true })) {
    text += part.choices[0]?.delta.content ?? '';
  }
  return text;
}

t.test("OpenAI's client is pointed at a gateway, with a key of it", async (t) => {
  for (const index of [0, 1]) {
    t.same(
      (await client(index).models.list()).data.map(({ id }) => id),
      ['small', 'clever'],
    );
    t.equal(await stream(client(index), 'small'), 'one two three');
    t.equal(await stream(client(index), 'clever'), 'one two three');
  }
  t.same(provider.models, ['small', 'gpt-large-2026', 'small', 'gpt-large-2026']);
  const apiKey = await cluster.createKey({ permissions: ['*'] });
  for (const [name, token] of Object.entries({ 'an API key': apiKey.token, 'no key': 'nobody' })) {
    const error = await stream(client(0, token), 'small').catch((thrown: unknown) => thrown);
    t.type(error, OpenAI.AuthenticationError, name);
  }
  const error = await stream(client(0), 'gpt-large-2026').catch((thrown: unknown) => thrown);
  t.type(error, OpenAI.NotFoundError, "the provider's own name is none of the gateway's");
});

t.test('a credential is exchanged under load without one failed request', async (t) => {
  let running = true;
  let answers = 0;
  const failures: unknown[] = [];
  const callers = [0, 1].map(async (index) => {
    const openai = client(index);
    while (running) {
      const text = await stream(openai, 'small').catch((error: unknown) => failures.push(error));
      if (text === 'one two three') answers++;
    }
  });
  for (let round = 0; round < 3; round++) {
    const [before] = provider.keys;
    const next = newValue();
    provider.keys.add(next);
    const changed = await cluster.api(round, 'PATCH', `/credentials/${credential.id}`, { body: { value: next } });
    told.push(JSON.stringify(changed.body));
    t.match(changed, { status: 200, body: { enforcement: { gateways: 2, acknowledged: 2 } } });
    await sleep(IN_TRANSIT_MS);
    provider.keys.delete(before ?? '');
    await sleep(IN_TRANSIT_MS);
  }
  running = false;
  await Promise.all(callers);
  t.same(failures, []);
  t.ok(answers > 20, `${answers} answers`);
});

t.test('a custom API with its key in the query answers', async (t) => {
  const inQuery = newValue();
  const stored = { name: 'weather', location: 'query', keyName: 'appid', value: inQuery };
  const { id } = await add('/credentials', stored);
  await add('/upstreams', { name: 'weather', kind: 'api', baseUrl: `${provider.url}/data`, credentialId: id });
  const { token } = await cluster.createKey({ permissions: ['apis:call'] });
  const call = async (path: string) => {
    const headers = { 'x-api-key': token };
    const answer = await fetch(`${at(cluster.gateways, 0).url}/apis/weather${path}`, { headers });
    const text = await answer.text();
    told.push(JSON.stringify([...answer.headers]), text);
    return { status: answer.status, text };
  };
  t.equal((await call('/today?appid=mine')).status, 401, 'the provider does not take the key yet, and says it back');
  t.match(told.at(-1), '****');
  provider.keys.add(inQuery);
  t.match(await call('/today?appid=mine&days=2'), { status: 200, text: '{"path":"/data/today"}' });
});

t.test('without its credential an upstream is not called', async (t) => {
  const asked = provider.models.length;
  const deleted = await cluster.api(0, 'DELETE', `/credentials/${credential.id}?force=true`);
  t.equal(deleted.status, 200);
  const error = await stream(client(0), 'small').catch((thrown: unknown) => thrown);
  t.match(error, { status: 503, code: 'credential_unavailable' });
  told.push(String(error));
  t.equal(provider.models.length, asked);
});

t.test('another credential takes the place of a deleted one; keys end with their gateway', async (t) => {
  const other = newValue();
  provider.keys.add(other);
  const { id } = await add('/credentials', { name: 'OpenAI again', service: 'openai', value: other });
  await cluster.api(0, 'PATCH', `/upstreams/${upstream.id}`, { body: { credentialId: id } });
  t.equal(await stream(client(1), 'small'), 'one two three');
  const removed = await cluster.api(1, 'DELETE', `/gateways/${gateway.id}`);
  t.equal(removed.status, 200);
  for (const index of [0, 1]) {
    const error = await stream(client(index), 'small').catch((thrown: unknown) => thrown);
    t.type(error, OpenAI.AuthenticationError);
  }
});

t.test('no log, answer or table holds a value', async (t) => {
  const tables = await query(
    cluster.databaseUrl,
    "SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
  );
  const dump: string[] = [];
  for (const { name } of tables) {
    const rows = await query(cluster.databaseUrl, `SELECT t::text AS row FROM ${String(name)} t`);
    dump.push(...rows.map(({ row }) => String(row)));
  }
  const logs = [...cluster.gateways, ...cluster.replicas].map((service) => service.output());
  t.ok(dump.length > 20 && logs.join('').includes('"route":"/v1/{path}"'));
  for (const value of values) {
    const middle = value.slice(3, -3);
    for (const text of [...dump, ...logs, ...told]) if (text.includes(middle)) t.fail(`${middle} is in ${text}`);
  }
});
