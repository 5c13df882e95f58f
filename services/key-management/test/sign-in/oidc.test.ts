import t from 'tap';
import { createBrowser } from '../fixtures/browser.ts';
import { makeApiKey, makeTenant } from '../fixtures/keys.ts';
import { startOpenIdProvider } from '../fixtures/openid-provider.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';

const PUBLIC_URL = 'https://keyward.test';
const provider = await startOpenIdProvider(t, PUBLIC_URL);
const km = await startKeyManagement(t, provider.environment);
const acme = await makeTenant(km, 'Acme');
const ada = { subject: 'ada', name: 'Ada Lovelace', groups: ['platform', 'everybody'] };
const members = `/v1/organizations/${acme.organizationId}/members`;
const keys = `/v1/workspaces/${acme.workspaceId}/api-keys`;

const newBrowser = () => createBrowser(PUBLIC_URL, km.request);
const signIn = async (account = ada) => {
  provider.setAccount(account);
  const browser = newBrowser();
  const visit = await browser.open('/session/oidc/start?returnTo=/organizations');
  t.equal(visit.addresses.at(-1), `${PUBLIC_URL}/organizations`, 'signed in');
  return browser;
};

t.test('signed out, the way to sign in is named', async (t) => {
  t.match(await newBrowser().call({ path: '/session' }), {
    status: 401,
    body: { type: '/problems/missing-token', methods: ['oidc'] },
  });
  const body = { managementKey: km.operatorToken };
  t.match(await newBrowser().call({ method: 'POST', path: '/session', body }), {
    status: 403,
    body: { type: '/problems/other-sign-in', methods: ['oidc'] },
  });
});

t.test('whoever is no member is signed in, is told so, and sees nothing', async (t) => {
  const browser = await signIn({ subject: 'stranger', name: 'A Stranger', groups: [] });
  t.match(await browser.call({ path: '/session' }), {
    status: 200,
    body: { method: 'oidc', principal: { kind: 'member', name: 'A Stranger', grants: [], operator: false } },
  });
  t.match(await browser.call({ path: '/v1/me' }), { status: 200, body: { grants: [] } });
  for (const path of ['/v1/organizations', members, keys, '/v1/workspaces/AAAAAAAAAAAAAAAA']) {
    t.match(await browser.call({ path }), { status: 403, body: { type: '/problems/not-a-member', detail: /Ask/ } });
  }
});

t.test('a member may do what the members that stand for them may, alone and by groups', async (t) => {
  const add = (body: object) => km.request({ method: 'POST', path: members, body });
  const person = await add({ subject: 'ada', displayName: 'Ada', permissions: ['apikeys:view', 'apikeys:create'] });
  const group = await add({ group: 'platform', permissions: ['flows:view'], workspaceId: acme.workspaceId });
  t.equal(person.status, 201);
  t.equal(group.status, 201);
  const browser = await signIn();
  const { body } = await browser.call({ path: '/session' });
  t.match(body, {
    method: 'oidc',
    csrfToken: /^[\w-]{43}$/,
    principal: {
      kind: 'member',
      id: `${provider.issuer}|ada`,
      name: 'Ada Lovelace',
      operator: false,
      expiresAt: null,
      grants: [
        { organizationId: acme.organizationId, organizationName: 'Acme', workspaceId: null },
        { organizationId: acme.organizationId, workspaceId: acme.workspaceId, permissions: ['flows:view'] },
      ],
    },
  });
  const headers = { 'x-csrf-token': String(body.csrfToken) };
  const created = await browser.call({ method: 'POST', path: keys, body: { name: 'By Ada' }, headers });
  t.equal(created.status, 201);
  t.match(await browser.call({ path: `/v1/workspaces/${acme.workspaceId}/flows` }), { status: 200 });
  t.match(await browser.call({ path: members }), { status: 403, body: { scope: 'members:manage' } });

  const audit = await km.request({ path: `/v1/organizations/${acme.organizationId}/audit-events?limit=1` });
  t.match(audit.items[0], {
    action: 'api-key.created',
    actor: { type: 'member', id: `${provider.issuer}|ada`, name: 'Ada Lovelace' },
  });

  for (const { body } of [person, group]) await km.request({ method: 'DELETE', path: `${members}/${String(body.id)}` });
  t.match(
    await browser.call({ path: keys }),
    { status: 403, body: { type: '/problems/not-a-member' } },
    'gone at once',
  );
});

t.test('what a member stored personally stays theirs, and what is shared with the member reaches them', async (t) => {
  const permissions = ['credentials:view', 'credentials:create', 'credentials:share'];
  const member = await km.request({ method: 'POST', path: members, body: { subject: 'grace', permissions } });
  const browser = await signIn({ subject: 'grace', name: 'Grace Hopper', groups: [] });
  const { body } = await browser.call({ path: '/session' });
  const headers = { 'x-csrf-token': String(body.csrfToken) };
  const path = `/v1/workspaces/${acme.workspaceId}/credentials`;
  const own = { name: 'Own', service: 'openai', value: 'sk-0123456789abcdefghij' };
  t.match(await browser.call({ method: 'POST', path, body: own, headers }), {
    status: 201,
    body: { owner: { type: 'member', id: `${provider.issuer}|grace` } },
  });
  t.same((await km.request({ path })).items, [], 'not even an operator sees it');
  const shared = { ...own, name: 'Shared', visibility: 'shared', sharedWith: [member.body.id] };
  t.equal((await km.request({ method: 'POST', path, body: shared })).status, 201);
  const names = (await browser.call({ path })).items.map(({ name }) => name);
  t.strictSame(names, ['Own', 'Shared'], 'oldest first');
});

t.test('a member hands out no more than it holds', async (t) => {
  await km.request({ method: 'POST', path: members, body: { group: 'leads', permissions: ['members:manage'] } });
  const browser = await signIn({ subject: 'lead', name: 'Lead', groups: ['leads'] });
  const { body } = await browser.call({ path: '/session' });
  const headers = { 'x-csrf-token': String(body.csrfToken) };
  const add = (member: object) => browser.call({ method: 'POST', path: members, body: member, headers });
  t.match(await add({ subject: 'friend', role: 'owner' }), {
    status: 403,
    body: { type: '/problems/privilege-escalation' },
  });
  t.equal((await add({ subject: 'friend', permissions: ['members:manage'] })).status, 201);
  const path = `/v1/organizations/${acme.organizationId}/management-keys`;
  for (const more of [{ role: 'viewer' }, { operator: true }]) {
    t.equal((await browser.call({ method: 'POST', path, body: more, headers })).status, 403);
  }
  t.equal(
    (await browser.call({ method: 'POST', path: '/v1/organizations', body: { name: 'Other' }, headers })).status,
    403,
  );
});

t.test('what is deleted grants nothing any more', async (t) => {
  const gone = await makeTenant(km, 'Gone');
  const path = `/v1/organizations/${gone.organizationId}`;
  await km.request({ method: 'POST', path: `${path}/members`, body: { subject: 'last', role: 'owner' } });
  const browser = await signIn({ subject: 'last', name: 'Last', groups: [] });
  t.equal((await browser.call({ path })).status, 200);
  await km.request({ method: 'DELETE', path });
  t.match(await browser.call({ path }), { status: 403, body: { type: '/problems/not-a-member' } });
});

t.test('signing out ends the session here and leads to the provider', async (t) => {
  const browser = await signIn();
  const stolen = new Map(browser.cookies('keyward.test'));
  const answer = await browser.call({ method: 'DELETE', path: '/session' });
  t.equal(answer.status, 200);
  const address = new URL(String(answer.body.signOutUrl));
  t.equal(address.origin, provider.issuer);
  t.equal(address.searchParams.get('post_logout_redirect_uri'), `${PUBLIC_URL}/`);
  t.match(address.searchParams.get('id_token_hint'), /^eyJ/);
  t.equal((await browser.open(address.href)).status, 200, 'the provider knows the person who leaves');
  t.equal(browser.cookies('keyward.test').size, 0);
  for (const [name, value] of stolen) browser.cookies('keyward.test').set(name, value);
  t.match(await browser.call({ path: '/v1/me' }), { status: 401, body: { type: '/problems/session-expired' } });
  t.match(await newBrowser().call({ method: 'DELETE', path: '/session' }), { status: 200, body: { signOutUrl: null } });
});

t.test('whoever declines at the provider comes back and is told so', async (t) => {
  provider.setAccount(undefined);
  const visit = await newBrowser().open('/session/oidc/start', /signInError/);
  t.equal(visit.addresses.at(-1), `${PUBLIC_URL}/?signInError=denied`);
});

t.test("the provider's own access tokens are taken at the API", async (t) => {
  const token = await provider.issueAccessToken();
  t.match(await km.request({ path: keys, token }), { status: 403, body: { type: '/problems/not-a-member' } });
  const body = { subject: 'automation', permissions: ['apikeys:view', 'apikeys:create'] };
  await km.request({ method: 'POST', path: members, body });
  t.match(await km.request({ path: '/v1/me', token }), {
    status: 200,
    body: { kind: 'member', id: `${provider.issuer}|automation` },
  });
  t.equal((await km.request({ method: 'POST', path: keys, body: {}, token })).status, 201, 'no CSRF token needed');
  const key = await makeApiKey(km, acme.workspaceId);
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const form = `token=${key.token}`;
  t.match(await km.request({ method: 'POST', path: '/oauth2/introspect', body: form, token, headers }), {
    status: 200,
    body: { active: true },
  });
});

t.test('with the provider away, only its people have to wait', async (t) => {
  const token = await provider.issueAccessToken();
  const away = await startKeyManagement(t, { ...provider.environment, OIDC_ISSUER: 'http://127.0.0.1:9' });
  t.match(await away.request({ path: '/v1/me', token }), {
    status: 503,
    headers: { 'retry-after': '5' },
    body: { type: '/problems/identity-provider-unavailable' },
  });
  t.equal((await away.request({ path: '/v1/me' })).status, 200, 'management keys go on');
  const visit = await createBrowser(PUBLIC_URL, away.request).open('/session/oidc/start', /signInError/);
  t.equal(visit.addresses.at(-1), `${PUBLIC_URL}/?signInError=provider-unavailable`);
});
