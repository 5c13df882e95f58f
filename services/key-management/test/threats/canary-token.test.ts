import { mintToken } from '@keyward/auth';
import { rawRequest } from '@keyward/auth/testing';
import t from 'tap';
import { applyMigrations } from '../../src/database/migrations.ts';
import { runProcess } from '../fixtures/run-process.ts';
import { MASTER_KEYS } from '../fixtures/start-key-management.ts';
import { createTestDatabase } from '../fixtures/test-database.ts';

// The fault: a token, its secret or its hash, or the value of a credential slips into a log line, an error, an audit
// record or a table. A real process is used with everything logged, its tokens are carried to every place where someone
// may put one by mistake, and then all that it wrote, answered and stored is searched.

const database = await createTestDatabase();
t.teardown(() => database.drop());
await applyMigrations(database.url);
const operator = mintToken('mgmt').token;
const service = mintToken('svc').token;
const process_ = runProcess(t, 'main.ts', {
  DATABASE_URL: database.url,
  MASTER_KEYS,
  BOOTSTRAP_MANAGEMENT_KEY: operator,
  BOOTSTRAP_SERVICE_KEY: service,
  LOG_LEVEL: 'trace',
  PORT: '0',
});
await process_.says(/Server listening at/);
const port = Number(/127\.0\.0\.1:(\d+)/.exec(process_.stdout())?.[1]);

/** Every answer but those that are meant to show a token. */
const answers: string[] = [];
/** What nobody but the one answer may hold. */
const canaries = new Set<string>();

function watch(token: string): void {
  for (const canary of [
    token,
    token.slice(-49, -6),
    token.slice(-30),
    Buffer.from(token).toString('base64').slice(0, 60),
  ]) {
    canaries.add(canary);
  }
}

interface Call {
  readonly path: string;
  readonly method?: string;
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

async function call({ path, method = 'GET', token = operator, body, headers = {} }: Call): Promise<string> {
  const form = body instanceof URLSearchParams || typeof body === 'string';
  const payload = body === undefined ? {} : { body: form ? String(body) : JSON.stringify(body) };
  const type = body === undefined || body instanceof URLSearchParams ? {} : { 'content-type': 'application/json' };
  const formType = body instanceof URLSearchParams ? { 'content-type': 'application/x-www-form-urlencoded' } : {};
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...type, ...formType, ...headers },
    ...payload,
  });
  return `${answer.status} ${JSON.stringify([...answer.headers])} ${await answer.text()}`;
}

const say = async (request: Call) => {
  answers.push(await call(request));
};

/** Makes a key; its token is the canary. */
async function make(request: Call): Promise<{ id: string; token: string }> {
  const { id, token } = JSON.parse((await call({ method: 'POST', ...request })).replace(/^201 \[\[.*?\]\] /, ''));
  watch(token);
  return { id, token };
}

watch(operator);
watch(service);
const [place] = await database.query('select id, organization_id from workspaces');
const workspaceId = String(place?.id);
const organizationId = String(place?.organization_id);
const keys = `/v1/workspaces/${workspaceId}/api-keys`;

t.test('tokens are used well, badly and in every wrong place', async () => {
  const headers = { 'idempotency-key': 'canary' };
  const key = await make({ path: keys, body: { name: 'Canary' }, headers });
  await say({ method: 'POST', path: keys, body: { name: 'Canary' }, headers });
  const successor = await make({ path: `${keys}/${key.id}/rotate`, body: {} });
  const manager = await make({ path: `/v1/organizations/${organizationId}/management-keys`, body: { role: 'owner' } });
  const gateway = await make({ path: '/v1/service-keys', body: {} });
  const introspect = (token: string) => new URLSearchParams({ token });

  for (const { token } of [key, successor, manager, gateway]) {
    await say({ path: '/v1/me', token });
    await say({ path: keys, token });
    await say({ method: 'POST', path: '/oauth2/introspect', token: service, body: introspect(token) });
    await say({ method: 'POST', path: '/oauth2/introspect', token: manager.token, body: introspect(token) });
    await say({ method: 'POST', path: '/oauth2/introspect', token: service, body: introspect(`${token}x`) });
    await say({ method: 'POST', path: '/oauth2/introspect', token: service, body: { token } });
    await say({ path: `${keys}?api_key=${token}` });
    await say({ path: `${keys}?name=${token}` });
    await say({ path: `${keys}?cursor=${token}` });
    await say({ path: `${keys}/${token}` });
    await say({ path: `/${token}` });
    await say({ path: `/v1/workspaces/${token}/api-keys` });
    await say({ method: 'POST', path: keys, body: { token } });
    await say({ method: 'POST', path: keys, body: { permissions: [token] } });
    await say({ method: 'POST', path: keys, body: { allowedIps: [`${token.slice(-49)}/8`] } });
    await say({ method: 'POST', path: keys, body: `{"name": ${token}` });
    await say({ path: keys, headers: { 'x-request-id': token } });
    await say({ path: keys, headers: { 'x-api-key': token } });
    await say({ path: keys, headers: { 'if-match': token, 'user-agent': 'test' } });
    answers.push(await rawRequest(port, `GET /${token}%zz HTTP/1.1\r\nhost: a\r\n\r\n`, { quietMs: 200 }));
    answers.push(
      await rawRequest(port, `GET /v1/me HTTP/1.1\r\nAuthorization : Bearer ${token}\r\n\r\n`, { quietMs: 200 }),
    );
  }
});

t.test('credentials are stored, changed, refused, and read by a gateway', async (t) => {
  const value = `sk-canary-${mintToken('api').token.slice(-43)}`;
  const rotated = `sk-canary-${mintToken('api').token.slice(-43)}`;
  for (const canary of [value, rotated]) {
    watch(canary);
    // In another encoding as well.
    canaries.add(encodeURIComponent(canary).slice(0, 40));
    canaries.add(Buffer.from(canary).toString('hex').slice(0, 60));
  }
  const workspace = `/v1/workspaces/${workspaceId}`;
  const credentials = `${workspace}/credentials`;
  const headers = { 'idempotency-key': 'canary-credential' };
  const body = { name: 'Canary', service: 'openai', value };
  const create = { method: 'POST', path: credentials, body, headers };
  await say(create);
  await say(create);
  await say({ ...create, body: { ...body, value: rotated } });
  const [row] = await database.query('select id from credentials');
  const path = `${credentials}/${String(row?.id)}`;
  await say({ method: 'PATCH', path, body: { value: rotated } });
  await say({ method: 'PATCH', path, body: { value: rotated }, headers: { 'if-match': '"1"' } });
  const upstream = { name: 'canary', kind: 'api', baseUrl: 'https://api.example.com', credentialId: row?.id };
  await say({ method: 'POST', path: `${workspace}/upstreams`, body: upstream });

  const route = `/internal/v1/api-routes/canary?workspaceId=${workspaceId}`;
  t.ok((await call({ path: route, token: service })).includes(rotated), 'the one answer that shows it, to a gateway');
  await say({ path: route });
  await say({ path: `/internal/v1/api-routes/${rotated}`, token: service });
  for (const bad of [
    { ...body, keyName: value },
    { ...body, location: 'header', keyName: value },
    { ...body, service: value },
    { ...body, name: `Key ${value}` },
    { ...body, value: `${value}\n` },
    { ...body, location: 'bearer', value: `Bearer ${value}` },
    { ...body, sharedWith: [value] },
  ]) {
    await say({ method: 'POST', path: credentials, body: bad });
    await say({ method: 'PATCH', path, body: bad });
  }
  await say({ method: 'POST', path: credentials, body: `{"name": "x", "value": "${value}` });
  await say({ path: `${credentials}?service=${value}` });
  await say({ path: `${credentials}/${value}` });
  await say({ path: credentials });
  await say({ path });
  await database.query("update credentials set kid = 'gone'");
  await say({ path: route, token: service });
  await database.query('alter table credentials add constraint none check (version < 1) not valid');
  await say({ method: 'PATCH', path, body: { value } });
  await database.query('alter table credentials drop constraint none');
  await say({ method: 'DELETE', path });
  await say({ method: 'DELETE', path: `${path}?force=true` });
});

t.test('tokens are imported, well and badly', async () => {
  const token = 'canary-of-an-imported-token-0123456789';
  canaries.add(token);
  const path = `${keys}/import?mode=overwrite`;
  const headers = { 'idempotency-key': 'canary-import' };
  for (const rows of [
    [{ name: 'Imported', token }],
    [{ name: token, token, tags: token, [token]: 1 }, { token }, token],
  ]) {
    // A name is shown, so here the token that somebody put there stands in an answer by right.
    const body = rows.map((row) => (typeof row === 'object' && 'name' in row ? { ...row, name: 'Imported' } : row));
    await say({ method: 'POST', path, body, headers: rows.length === 1 ? headers : {} });
    await say({ method: 'POST', path: `${path}&dryRun=true`, body, headers: { accept: 'application/x-ndjson' } });
  }
  await say({ method: 'POST', path, body: `[{"name": "x", "token": "${token}` });
  await say({ method: 'POST', path: '/oauth2/introspect', token: service, body: new URLSearchParams({ token }) });
  await say({ path: `${keys}/imports` });
});

t.test('the database fails in the middle of it', async () => {
  await database.query(`
    create function refuse() returns trigger language plpgsql as $$
      begin raise exception 'refused: %', new; end $$;
    create trigger refuse before insert on keys for each row execute function refuse()`);
  await say({ method: 'POST', path: keys, body: {} });
  await database.query('drop trigger refuse on keys; alter table keys add constraint none check (revoked_at is null)');
  const doomed = await call({ method: 'POST', path: keys, body: {} });
  const { id, token } = JSON.parse(doomed.replace(/^201 \[\[.*?\]\] /, ''));
  watch(token);
  await say({ method: 'DELETE', path: `${keys}/${id}` });
  await say({ method: 'POST', path: '/oauth2/revoke', token: '', body: new URLSearchParams({ token }) });
  await database.query('alter table keys drop constraint none');
  await say({ method: 'DELETE', path: `${keys}/${id}?reason=test` });
});

t.test('nothing that it wrote, answered or stored holds a token, a secret or a hash', async (t) => {
  for (const path of [keys, `${keys}?status=revoked`, '/v1/service-keys', '/openapi.json']) await say({ path });
  t.match(process_.stdout(), /"kid":"gone"/, 'a credential that cannot be read is in the log by its master key');
  await say({ path: `/v1/organizations/${organizationId}/audit-events?limit=200` });
  const hashes = await database.query('select hash from keys');
  const forbidden = [...canaries, '$argon2id$', ...hashes.map(({ hash }) => String(hash).slice(-43))];

  const holders = (text: string, canary: string) => text.includes(canary);
  const log = process_.stdout() + process_.stderr();
  t.match(log, /"status":500/, 'the faults are in the log');
  for (const canary of forbidden) {
    if (holders(log, canary)) t.fail(`the log holds ${canary}`);
    const told = answers.find((answer) => holders(answer, canary));
    if (told !== undefined) t.fail(`an answer holds ${canary}: ${told}`);
  }

  const tables = await database.query(
    "select schemaname || '.' || tablename as name from pg_tables where schemaname in ('public', 'drizzle')",
  );
  t.ok(tables.length > 8);
  for (const { name } of tables) {
    const rows = await database.query(
      `select to_jsonb(r)${name === 'public.keys' ? " - 'hash'" : ''} as row from ${String(name)} r`,
    );
    const dump = JSON.stringify(rows);
    for (const canary of forbidden) if (holders(dump, canary)) t.fail(`the table ${String(name)} holds ${canary}`);
  }
  process_.kill('SIGTERM');
  t.equal(await process_.exit, 0);
});
