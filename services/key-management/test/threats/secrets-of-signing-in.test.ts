import { mintToken } from '@keyward/auth';
import { findFreePort } from '@keyward/standalone/src/processes/free-port.ts';
import t from 'tap';
import { applyMigrations } from '../../src/database/migrations.ts';
import { createBrowser } from '../fixtures/browser.ts';
import { startOpenIdProvider } from '../fixtures/openid-provider.ts';
import { runProcess } from '../fixtures/run-process.ts';
import { type ApiAnswer, type ApiRequest, MASTER_KEYS } from '../fixtures/start-key-management.ts';
import { createTestDatabase } from '../fixtures/test-database.ts';

// The fault: what signing in is made of (codes, tokens, cookies, the client's secret) slips into a log line or a table.
// A real process with everything logged signs people in, well and badly; then all that it wrote and stored is searched.

const CALLBACK = /\/session\/oidc\/callback\?/;
const database = await createTestDatabase();
t.teardown(() => database.drop());
await applyMigrations(database.url);
const port = await findFreePort();
const publicUrl = `http://127.0.0.1:${port}`;
const host = `127.0.0.1:${port}`;
const provider = await startOpenIdProvider(t, publicUrl);
provider.setAccount({ subject: 'ada', name: 'Ada', groups: [] });
const operator = mintToken('mgmt').token;
const canaries = new Set([operator, String(provider.environment.OIDC_CLIENT_SECRET)]);

function run(environment: Readonly<Record<string, string>>) {
  return runProcess(t, 'main.ts', {
    DATABASE_URL: database.url,
    MASTER_KEYS,
    BOOTSTRAP_MANAGEMENT_KEY: operator,
    LOG_LEVEL: 'trace',
    PORT: String(port),
    ...environment,
  });
}

async function send({ method = 'GET', path, token = null, body, headers = {} }: ApiRequest): Promise<ApiAnswer> {
  const { host: _host, ...others } = headers;
  const answer = await fetch(publicUrl + path, {
    method,
    redirect: 'manual',
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...others,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  const cookies = answer.headers.getSetCookie();
  for (const cookie of cookies) watch(/=([^;]*)/.exec(cookie)?.[1]);
  const parsed: unknown = text.startsWith('{') ? JSON.parse(text) : {};
  const all = { ...Object.fromEntries(answer.headers), 'set-cookie': cookies };
  return { status: answer.status, headers: all, body: { ...Object(parsed) }, items: [], text };
}

/** Adds what must be found nowhere. */
function watch(secret: string | null | undefined): void {
  if (secret !== null && secret !== undefined && secret.length > 20) canaries.add(secret);
}

let log = '';

t.test('people sign in at the provider, well and badly', async (t) => {
  const process_ = run(provider.environment);
  await process_.says(/Server listening at/);
  const browser = createBrowser(publicUrl, send);
  const { addresses } = await browser.open('/session/oidc/start', CALLBACK);
  const answer = new URL(addresses.at(-1) ?? '');
  watch(answer.searchParams.get('code'));
  await browser.open(answer.href, /:\d+\/$/);
  const session = await browser.call({ path: '/session' });
  t.equal(session.status, 200);
  watch(String(session.body.csrfToken));
  const cookie = browser.cookies(host).get('keyward-session') ?? '';
  for (const path of [`/v1/me?session=${cookie}`, `/${cookie}`, `/session?returnTo=${cookie}`])
    await browser.call({ path });
  await browser.call({ path: '/v1/me', headers: { 'x-csrf-token': cookie, 'x-request-id': cookie } });
  await browser.call({ method: 'POST', path: '/v1/organizations', body: { name: cookie } });

  await browser.open(answer.href, /signInError/);
  const again = await browser.open('/session/oidc/start', CALLBACK);
  const changed = new URL(again.addresses.at(-1) ?? '');
  watch(changed.searchParams.get('code'));
  changed.searchParams.set('iss', 'https://evil.test');
  await browser.open(changed.href, /signInError/);

  const token = await provider.forge();
  watch(token);
  watch(token.split('.')[2]);
  t.equal((await send({ path: '/v1/me', token })).status, 200);
  for (const broken of [`${token}x`, token.slice(0, -4), `x${token}`]) await send({ path: '/v1/me', token: broken });
  await send({ path: `/v1/me?access_token=${token}`, token });

  const out = await browser.call({ method: 'DELETE', path: '/session' });
  watch(new URL(String(out.body.signOutUrl)).searchParams.get('id_token_hint'));
  const last = await browser.open('/session/oidc/start', CALLBACK);
  const unanswered = new URL(last.addresses.at(-1) ?? '');
  watch(unanswered.searchParams.get('code'));
  await provider.stop();
  const failed = await browser.open(unanswered.href, /signInError/);
  t.match(failed.addresses.at(-1), /signInError=provider-unavailable$/);
  process_.kill('SIGTERM');
  await process_.exit;
  log += process_.stdout() + process_.stderr();
});

t.test('people sign in with a management key, well and badly', async (t) => {
  const process_ = run({ PUBLIC_URL: publicUrl });
  await process_.says(/Server listening at/);
  const browser = createBrowser(publicUrl, send);
  const signIn = (body: unknown) => browser.call({ method: 'POST', path: '/session', body });
  await signIn(`{"managementKey": ${operator}`);
  await signIn({ managementKey: [operator] });
  await signIn({ managementKey: operator, [operator]: operator });
  await signIn({ managementKey: `${operator}x` });
  const session = await signIn({ managementKey: operator });
  t.equal(session.status, 200);
  watch(String(session.body.csrfToken));
  await database.query('alter table sessions add constraint none check (false) not valid');
  t.equal((await signIn({ managementKey: operator })).status, 500, 'the database refuses the session');
  await database.query('alter table sessions drop constraint none');
  process_.kill('SIGTERM');
  t.equal(await process_.exit, 0);
  log += process_.stdout() + process_.stderr();
});

t.test('nothing that was written or stored holds a secret of signing in', async (t) => {
  t.ok(canaries.size >= 15, `${canaries.size} secrets`);
  t.match(log, /"signInError":"refused"/, 'failures are in the log');
  const tables = await database.query(
    "select schemaname || '.' || tablename as name from pg_tables where schemaname in ('public', 'drizzle')",
  );
  const dumps = await Promise.all(
    tables.map(async ({ name }) => JSON.stringify(await database.query(`select * from ${String(name)}`))),
  );
  for (const canary of canaries) {
    for (const secret of [canary, canary.slice(0, 30), Buffer.from(canary).toString('base64').slice(0, 40)]) {
      if (log.includes(secret)) t.fail(`the log holds ${secret}`);
      if (dumps.some((dump) => dump.includes(secret))) t.fail(`a table holds ${secret}`);
    }
  }
});
