import t from 'tap';
import { createBrowser } from '../fixtures/browser.ts';
import { apiKeysPath } from '../fixtures/keys.ts';
import { operations } from '../fixtures/operations.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';

// A browser sends a cookie with every request, whoever made it send that: another site's form, a page of a neighbouring
// host, an image. So the cookie alone changes nothing, is of no use outside of the API, and counts only where it was
// given.

const PUBLIC_URL = 'http://keyward.test';
const HOST = 'keyward.test';
const COOKIE = 'keyward-session';
const km = await startKeyManagement(t, { PUBLIC_URL });

async function signIn(headers: Readonly<Record<string, string>> = {}) {
  const browser = createBrowser(PUBLIC_URL, km.request);
  const body = { managementKey: km.operatorToken };
  const answer = await browser.call({ method: 'POST', path: '/session', body, headers });
  return { browser, answer, csrfToken: String(answer.body.csrfToken), cookie: browser.cookies(HOST).get(COOKIE) ?? '' };
}

t.test('every write of the API needs the session’s CSRF token, no read does', async (t) => {
  const { browser } = await signIn();
  const ids: Record<string, string> = { organizationId: km.organizationId, workspaceId: km.workspaceId };
  let met = 0;
  for (const { method, path, example } of operations(km.app)) {
    if (!path.startsWith('/v1/')) continue;
    const target = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? 'AAAAAAAAAAAAAAAA');
    const answer = await browser.call({ method, path: target, ...(example === undefined ? {} : { body: example }) });
    if (method === 'GET') t.not(answer.body.type, '/problems/csrf', `${method} ${path}`);
    else t.match(answer, { status: 403, body: { type: '/problems/csrf' } }, `${method} ${path}`);
    met++;
  }
  t.ok(met >= 60, `${met} operations`);
});

t.test('nothing but the session’s own token will do', async (t) => {
  const { browser, csrfToken, cookie } = await signIn();
  const other = await signIn();
  const post = (token: string) =>
    browser.call({
      method: 'POST',
      path: apiKeysPath(km.workspaceId),
      body: {},
      headers: { 'x-csrf-token': token },
    });
  for (const token of ['', 'null', 'undefined', other.csrfToken, cookie, `${csrfToken}x`, csrfToken.slice(1)]) {
    t.match(await post(token), { status: 403, body: { type: '/problems/csrf' } });
  }
  t.equal((await post(csrfToken)).status, 201);
});

t.test('the cookie is taken at the API only', async (t) => {
  const { browser, csrfToken } = await signIn();
  const headers = { 'x-csrf-token': csrfToken, 'content-type': 'application/x-www-form-urlencoded' };
  const introspection = {
    method: 'POST',
    path: '/oauth2/introspect',
    body: `token=${km.serviceToken}`,
    headers,
  } as const;
  t.match(await browser.call(introspection), { status: 401, body: { type: '/problems/missing-token' } });
  const id = 'AAAAAAAAAAAAAAAA';
  for (const [method, path] of [
    ['POST', '/internal/v1/leases'],
    ['POST', `/internal/v1/leases/${id}/poll`],
    ['DELETE', `/internal/v1/leases/${id}`],
    ['GET', `/internal/v1/flow-routes/${id}`],
    ['GET', '/internal/v1/api-routes/name'],
    ['GET', `/internal/v1/llm-routes/${id}`],
  ] as const) {
    const answer = await browser.call({ method, path, headers: { 'x-csrf-token': csrfToken } });
    t.match(answer, { status: 401, body: { type: '/problems/missing-token' } }, `${method} ${path}`);
  }
});

t.test('a cookie of another installation, a made-up one and two at once are no session', async (t) => {
  const { cookie } = await signIn();
  const elsewhere = await startKeyManagement(t, { PUBLIC_URL });
  const cookieOf = (value: string) => ({ headers: { cookie: value }, token: null });
  const session = `${COOKIE}=${cookie}`;
  t.equal((await km.request({ path: '/v1/me', ...cookieOf(session) })).status, 200);
  t.equal((await elsewhere.request({ path: '/v1/me', ...cookieOf(session) })).status, 401);
  const digest = String((await km.database.query('select digest from sessions limit 1'))[0]?.digest);
  for (const value of [
    `${COOKIE}=`,
    `${COOKIE}=${digest}`,
    `${COOKIE}=${cookie.slice(0, -1)}`,
    `${COOKIE}="${cookie}"`,
    `${COOKIE}=${'x'.repeat(8000)}`,
    `${COOKIE}='; drop table sessions; --`,
    `${COOKIE}=%00`,
    `x${session}`,
    `__Host-${session}`,
    `${session}; ${COOKIE}=planted`,
    `${COOKIE}=planted; ${session}`,
  ]) {
    t.equal((await km.request({ path: '/v1/me', ...cookieOf(value) })).status, 401, value.slice(0, 80));
  }
});

t.test('a page of another site can neither sign in nor out', async (t) => {
  const foreign: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site', origin: 'https://evil.test' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.test' },
    { origin: 'http://keyward.test:81' },
    { origin: 'http://keyward.test.evil.test' },
    { origin: 'null' },
  ];
  for (const headers of foreign) {
    const { answer, cookie } = await signIn(headers);
    t.match(answer, { status: 403, body: { type: '/problems/foreign-origin' } }, JSON.stringify(headers));
    t.equal(cookie, '');
  }
  const { browser } = await signIn({ 'sec-fetch-site': 'same-origin', origin: PUBLIC_URL });
  const out = { method: 'DELETE', path: '/session' } as const;
  t.equal((await browser.call({ ...out, headers: { origin: 'https://evil.test' } })).status, 403);
  t.equal((await browser.call({ path: '/session' })).status, 200, 'still signed in');
  t.equal((await browser.call({ ...out, headers: { origin: PUBLIC_URL } })).status, 200);
});

t.test('a form of another site cannot sign in: only JSON is taken', async (t) => {
  for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x']) {
    const body = JSON.stringify({ managementKey: km.operatorToken });
    const headers = { 'content-type': type };
    const answer = await km.request({ method: 'POST', path: '/session', body, headers, token: null });
    t.equal(answer.status, 415, type);
  }
});
