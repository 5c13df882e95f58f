import t from 'tap';
import { createBrowser } from '../fixtures/browser.ts';
import { apiKeysPath, makeManagementKey } from '../fixtures/keys.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';

const PUBLIC_URL = 'http://keyward.test:4000';
const HOST = 'keyward.test:4000';
const COOKIE = 'keyward-session';
const km = await startKeyManagement(t, { PUBLIC_URL, GATEWAY_URL: 'https://gateway.test/' });
const keys = apiKeysPath(km.workspaceId);
const managementKeys = `/v1/organizations/${km.organizationId}/management-keys`;

async function signIn(managementKey = km.operatorToken) {
  const browser = createBrowser(PUBLIC_URL, km.request);
  const answer = await browser.call({ method: 'POST', path: '/session', body: { managementKey } });
  const csrf = { 'x-csrf-token': String(answer.body.csrfToken) };
  return { browser, answer, csrf, id: browser.cookies(HOST).get(COOKIE) ?? '' };
}

t.test('signed out, the way to sign in is named', async (t) => {
  const answer = await createBrowser(PUBLIC_URL, km.request).call({ path: '/session' });
  t.match(answer, {
    status: 401,
    headers: { 'www-authenticate': /^Bearer/, 'cache-control': 'no-store' },
    body: { type: '/problems/missing-token', methods: ['management-key'] },
  });
  for (const path of ['/session/oidc/start', '/session/oidc/callback?code=x&state=y']) {
    t.equal((await km.request({ path, token: null })).status, 404, 'there is no provider');
  }
});

t.test('a management key signs in, and the session is that key', async (t) => {
  const { browser, answer, csrf, id } = await signIn();
  t.match(answer, {
    status: 200,
    headers: {
      'cache-control': 'no-store',
      'set-cookie': /^keyward-session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/,
    },
    body: {
      method: 'management-key',
      gatewayUrl: 'https://gateway.test',
      principal: { kind: 'management-key', operator: true, name: 'Operator' },
    },
  });
  t.same((await browser.call({ path: '/session' })).body, answer.body);
  const me = await browser.call({ path: '/v1/me' });
  t.same(me.body, answer.body.principal);
  t.equal((await browser.call({ method: 'POST', path: keys, body: { name: 'Mine' }, headers: csrf })).status, 201);
  const organization = `/v1/organizations/${km.organizationId}`;
  const [event] = (await km.request({ path: `${organization}/audit-events?limit=1` })).items;
  t.match(event, { actor: { type: 'management-key', id: me.body.id } });

  const endsInMs = Date.parse(String(answer.body.expiresAt)) - Date.now();
  t.ok(endsInMs > 59 * 60_000 && endsInMs <= 61 * 60_000, 'an hour from the last use');
  const stored = JSON.stringify(await km.database.query('select * from sessions'));
  t.notMatch(stored, id);
  t.notMatch(stored, String(answer.body.csrfToken));
});

t.test('where TLS is used, the cookie is bound to TLS and to the host', async (t) => {
  const secure = await startKeyManagement(t, { PUBLIC_URL: 'https://keyward.test' });
  const body = { managementKey: secure.operatorToken };
  const answer = await secure.request({ method: 'POST', path: '/session', body, token: null });
  t.match(
    answer.headers['set-cookie'],
    /^__Host-keyward-session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
  );
});

t.test('only a live management key signs in, and nothing is said about others', async (t) => {
  const revoked = await makeManagementKey(km, km.organizationId, { role: 'owner' });
  await km.request({ method: 'DELETE', path: `${managementKeys}/${revoked.id}` });
  for (const managementKey of [revoked.token, km.serviceToken, 'anything', 'kw_mgmt_x']) {
    const { answer } = await signIn(managementKey);
    t.match(answer, { status: 401, body: { type: '/problems/invalid-token' } });
    t.equal(answer.headers['set-cookie'], undefined);
  }
  for (const body of [{}, { managementKey: 1 }, { managementKey: '' }, { managementKey: 'x', more: 1 }]) {
    t.equal((await km.request({ method: 'POST', path: '/session', body, token: null })).status, 400);
  }
});

t.test('a session ends with its key, and follows what is done to it', async (t) => {
  const key = await makeManagementKey(km, km.organizationId, { permissions: ['apikeys:view'] });
  const { browser } = await signIn(key.token);
  const edit = (body: object) => km.request({ method: 'PATCH', path: `${managementKeys}/${key.id}`, body });
  t.equal((await browser.call({ path: keys })).status, 200);
  await edit({ permissions: ['flows:view'] });
  t.match(await browser.call({ path: keys }), { status: 403, body: { scope: 'apikeys:view' } });
  await edit({ permissions: ['apikeys:view'], enabled: false });
  t.match(await browser.call({ path: keys }), {
    status: 401,
    headers: { 'set-cookie': /^keyward-session=; Max-Age=0;/ },
    body: { type: '/problems/session-expired', methods: ['management-key'] },
  });

  const other = await makeManagementKey(km, km.organizationId, { permissions: ['apikeys:view'] });
  const second = await signIn(other.token);
  await km.request({ method: 'DELETE', path: `${managementKeys}/${other.id}` });
  t.match(await second.browser.call({ path: '/v1/me' }), { status: 401, body: { type: '/problems/session-expired' } });
});

t.test('a session ends an hour after its last use, and after twelve hours whatever happens', async (t) => {
  const set = (column: string, value: string) =>
    km.database.query(`update sessions set ${column} = ${value} where digest in
      (select digest from sessions order by created_at desc limit 1)`);
  const status = async (browser: Awaited<ReturnType<typeof signIn>>['browser']) =>
    (await browser.call({ path: '/session' })).status;

  const idle = await signIn();
  await set('last_seen_at', "now() - interval '59 minutes'");
  t.equal(await status(idle.browser), 200);
  t.equal(await status(idle.browser), 200, 'use has moved its end');
  await set('last_seen_at', "now() - interval '61 minutes'");
  t.equal(await status(idle.browser), 401);

  const old = await signIn();
  const [row] = await km.database.query(
    'select expires_at - created_at as life from sessions order by created_at desc',
  );
  t.match(row, { life: { hours: 12 } });
  await set('expires_at', "now() + interval '1 minute'");
  const soon = await old.browser.call({ path: '/session' });
  t.ok(Date.parse(String(soon.body.expiresAt)) - Date.now() <= 61_000, 'the nearer end is told');
  await set('expires_at', "now() - interval '1 second'");
  t.equal(await status(old.browser), 401);
});

t.test('its use is written down once a minute at most', async (t) => {
  const { browser } = await signIn();
  const seen = async () => {
    const [row] = await km.database.query('select last_seen_at from sessions order by created_at desc limit 1');
    return String(row?.last_seen_at);
  };
  const first = await seen();
  await browser.call({ path: '/v1/me' });
  t.equal(await seen(), first);
  await km.database.query("update sessions set last_seen_at = now() - interval '2 minutes'");
  const earlier = await seen();
  await browser.call({ path: '/v1/me' });
  t.not(await seen(), earlier);
});

t.test('signing out ends it, on the server too', async (t) => {
  const { browser, id } = await signIn();
  t.match(await browser.call({ method: 'DELETE', path: '/session' }), { status: 200, body: { signOutUrl: null } });
  t.notOk(browser.cookies(HOST).has(COOKIE));
  browser.cookies(HOST).set(COOKIE, id);
  t.match(await browser.call({ path: '/session' }), { status: 401, body: { type: '/problems/session-expired' } });
});

t.test('sessions that have ended are forgotten', async (t) => {
  const { forgetEndedSessions } = await import('../../src/sessions/forget-ended-sessions.ts');
  const { browser } = await signIn();
  await km.database.query(`
    insert into sessions (digest, method, key_id, last_seen_at, expires_at) values
      ('idle', 'management-key', 'x', now() - interval '2 hours', now() + interval '1 hour'),
      ('old', 'management-key', 'x', now(), now() - interval '1 second')`);
  await km.app.services.db.transaction((tx) => forgetEndedSessions.run(tx));
  t.same(await km.database.query("select digest from sessions where digest in ('idle', 'old')"), []);
  t.equal((await browser.call({ path: '/session' })).status, 200);
});

t.test('a token counts before the cookie', async (t) => {
  const { browser, csrf } = await signIn();
  const narrow = await makeManagementKey(km, km.organizationId, { name: 'Narrow', permissions: ['usage:view'] });
  t.match(await browser.call({ path: '/v1/me', token: narrow.token }), { body: { id: narrow.id } });
  t.equal((await browser.call({ path: keys, token: narrow.token })).status, 403);
  t.equal((await browser.call({ path: keys, token: 'anything', headers: csrf })).status, 401, 'also a bad one');
  t.equal((await browser.call({ method: 'POST', path: keys, token: km.operatorToken, body: {} })).status, 201);
});

t.test('who fails too often has to wait', async (t) => {
  const limited = await startKeyManagement(t, { PUBLIC_URL });
  const attempt = (managementKey: string) =>
    limited.request({ method: 'POST', path: '/session', body: { managementKey }, token: null });
  t.equal((await attempt(limited.operatorToken)).status, 200, 'success does not count');
  for (let count = 0; count < 10; count++) t.equal((await attempt('wrong')).status, 401);
  for (const key of ['wrong', limited.operatorToken]) {
    const answer = await attempt(key);
    t.match(answer, { status: 429, body: { type: '/problems/too-many-attempts' } });
    t.ok(Number(answer.headers['retry-after']) > 0 && Number(answer.headers['retry-after']) <= 60);
  }
  t.equal((await limited.request({ path: '/v1/me' })).status, 200, 'tokens go on');
});
