import t from 'tap';
import { parseMasterKeys } from '../../src/master-keys/ring.ts';
import { openAttempt, type SignInAttempt, sealAttempt } from '../../src/sign-in/sign-in-attempt.ts';
import { type Browser, createBrowser } from '../fixtures/browser.ts';
import { startOpenIdProvider } from '../fixtures/openid-provider.ts';
import { MASTER_KEYS, startKeyManagement } from '../fixtures/start-key-management.ts';

// Whoever makes a victim's browser finish a sign-in that the victim did not begin has the victim work in the attacker's
// account; whoever gets at a code, an answer or a session id from before the sign-in gets into the victim's. So an
// answer counts only in the browser that asked, once, with its state, nonce, PKCE verifier and issuer; the session gets
// a new id; and the way back leads nowhere else.

const PUBLIC_URL = 'https://keyward.test';
const HOST = 'keyward.test';
const SESSION = '__Host-keyward-session';
const ATTEMPT = '__Host-keyward-sign-in';
const CALLBACK = /\/session\/oidc\/callback\?/;

const provider = await startOpenIdProvider(t, PUBLIC_URL);
provider.setAccount({ subject: 'victim', name: 'Victim', groups: [] });
const km = await startKeyManagement(t, provider.environment);
const ring = parseMasterKeys(MASTER_KEYS);

/** A browser that stands before the callback with the provider's answer in hand. */
async function answered(browser: Browser = createBrowser(PUBLIC_URL, km.request)) {
  const { addresses } = await browser.open('/session/oidc/start', CALLBACK);
  return { browser, answer: addresses.at(-1) ?? '' };
}

/** Where the callback leads. */
async function finish(browser: Browser, answer: string): Promise<string> {
  const { addresses } = await browser.open(answer, /keyward\.test\/(\?|$)/);
  return addresses.at(-1) ?? '';
}

const refusal = (code: string) => `${PUBLIC_URL}/?signInError=${code}`;
const sessionOf = (browser: Browser) => browser.cookies(HOST).get(SESSION);

t.test('an answer without attack signs in, and its attempt is used up', async (t) => {
  const { browser, answer } = await answered();
  t.equal(await finish(browser, answer), `${PUBLIC_URL}/`);
  t.match(sessionOf(browser), /^[\w-]{43}$/);
  t.notOk(browser.cookies(HOST).has(ATTEMPT));
});

t.test('the answer to another browser is refused: login CSRF', async (t) => {
  const attacker = await answered();
  const victim = await answered();
  t.equal(await finish(victim.browser, attacker.answer), refusal('refused'), 'its state is another');
  t.equal(sessionOf(victim.browser), undefined);
  const unsuspecting = createBrowser(PUBLIC_URL, km.request);
  t.equal(await finish(unsuspecting, attacker.answer), refusal('expired'), 'nobody asked');
  t.equal(sessionOf(unsuspecting), undefined);
});

t.test('state, code and issuer cannot be left out, doubled or changed', async (t) => {
  const changes: [string, (answer: URL) => void][] = [
    ['no state', ({ searchParams }) => searchParams.delete('state')],
    ['a doubled state', ({ searchParams }) => searchParams.append('state', 'other')],
    ['another state', ({ searchParams }) => searchParams.set('state', 'other')],
    ['no code', ({ searchParams }) => searchParams.delete('code')],
    ['a made-up code', ({ searchParams }) => searchParams.set('code', 'other')],
    ['another issuer', ({ searchParams }) => searchParams.set('iss', 'https://evil.test')],
    ['no issuer, of a provider that always names itself', ({ searchParams }) => searchParams.delete('iss')],
  ];
  for (const [label, change] of changes) {
    const { browser, answer } = await answered();
    const changed = new URL(answer);
    change(changed);
    t.equal(await finish(browser, changed.href), refusal('refused'), label);
    t.equal(sessionOf(browser), undefined, label);
  }
});

t.test('nonce and PKCE verifier are checked', async (t) => {
  const withAttempt = async (change: Partial<SignInAttempt>) => {
    const { browser, answer } = await answered();
    const attempt = await openAttempt(ring, browser.cookies(HOST).get(ATTEMPT) ?? '');
    if (attempt === undefined) throw new Error('the attempt can not be opened');
    browser.cookies(HOST).set(ATTEMPT, await sealAttempt(ring, { ...attempt, ...change }));
    return finish(browser, answer);
  };
  t.equal(await withAttempt({}), `${PUBLIC_URL}/`, 'sealed anew, it is as good as before');
  t.equal(await withAttempt({ nonce: 'other' }), refusal('refused'));
  t.equal(await withAttempt({ codeVerifier: 'x'.repeat(43) }), refusal('refused'));
});

t.test('an answer that was used cannot be used again, also by whoever copied the attempt', async (t) => {
  const { browser, answer } = await answered();
  const attempt = browser.cookies(HOST).get(ATTEMPT) ?? '';
  await finish(browser, answer);
  const thief = createBrowser(PUBLIC_URL, km.request);
  t.equal(await finish(thief, answer), refusal('expired'));
  thief.cookies(HOST).set(ATTEMPT, attempt);
  t.equal(await finish(thief, answer), refusal('refused'), 'the provider takes a code once');
  t.equal(sessionOf(thief), undefined);
});

t.test('an attempt that was sealed elsewhere, damaged or of another use is none', async (t) => {
  const foreign = parseMasterKeys(`test:${Buffer.alloc(32, 8).toString('base64')}`);
  const { browser, answer } = await answered();
  const own = browser.cookies(HOST).get(ATTEMPT) ?? '';
  const attempt = await openAttempt(ring, own);
  if (attempt === undefined) throw new Error('the attempt can not be opened');
  const [row] = await km.database.query('select id_token from sessions limit 1');
  for (const sealed of [await sealAttempt(foreign, attempt), `${own}x`, 'x', String(row?.id_token)]) {
    browser.cookies(HOST).set(ATTEMPT, sealed);
    t.equal(await finish(browser, answer), refusal('expired'));
  }
});

t.test('a session id from before the sign-in is worth nothing afterwards: session fixation', async (t) => {
  const planted = 'A'.repeat(43);
  const { browser, answer } = await answered();
  browser.cookies(HOST).set(SESSION, planted);
  await finish(browser, answer);
  t.not(sessionOf(browser), planted);

  const before = sessionOf(browser) ?? '';
  const again = await answered(browser);
  await finish(browser, again.answer);
  t.not(sessionOf(browser), before, 'each sign-in has an id of its own');
  const left = createBrowser(PUBLIC_URL, km.request);
  left.cookies(HOST).set(SESSION, before);
  t.equal((await left.call({ path: '/v1/me' })).status, 401, 'and the one before it has ended');
});

t.test('the way back leads nowhere else: open redirects', async (t) => {
  const elsewhere = [
    'https://evil.test/',
    '//evil.test/',
    '/\\evil.test',
    '\\\\evil.test',
    '/\t/evil.test',
    '/\n/evil.test',
    'javascript:alert(1)',
    'evil.test',
    ' //evil.test',
    'https:evil.test',
    '/a/..//evil.test',
    '/.//evil.test',
    '/%2F/evil.test',
    '/@evil.test',
    '/\\/evil.test',
    `/${'x'.repeat(1999)}`,
  ];
  for (const returnTo of elsewhere) {
    const browser = createBrowser(PUBLIC_URL, km.request);
    const start = `/session/oidc/start?returnTo=${encodeURIComponent(returnTo)}`;
    const { addresses } = await browser.open(start, CALLBACK);
    const answer = await browser.call({ path: (addresses.at(-1) ?? '').slice(PUBLIC_URL.length) });
    t.equal(answer.status, 302);
    t.equal(new URL(String(answer.headers.location)).origin, PUBLIC_URL, JSON.stringify(returnTo));
    t.match(answer.headers.location, /^https:\/\/keyward\.test\//, 'as an absolute address, which has one reading');
  }
  const browser = createBrowser(PUBLIC_URL, km.request);
  t.equal((await browser.call({ path: '/session/oidc/start?returnTo=/a&returnTo=/b' })).status, 400);
});
