import t from 'tap';
import { apiKeysPath, makeApiKey } from '../fixtures/keys.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';

const km = await startKeyManagement(t);
const path = apiKeysPath(km.workspaceId);

/** A body, the pointer that the refusal names, and what it says of the rule. */
type Case = readonly [body: unknown, pointer: string, rule: RegExp];

const inAnHour = new Date(Date.now() + 3_600_000).toISOString();

const SHARED: Case[] = [
  [{ name: '' }, '/name', /visible|fewer/],
  [{ name: '   ' }, '/name', /visible character/],
  [{ name: 'x'.repeat(101) }, '/name', /100/],
  [{ name: ' padded' }, '/name', /white space/],
  [{ name: 'padded\u00a0' }, '/name', /white space/],
  [{ name: 'two\nlines' }, '/name', /control/],
  [{ name: 'bell\u0007' }, '/name', /control/],
  [{ name: 'nul\u0000' }, '/name', /control|NUL/],
  [{ name: 'evil\u202egnp' }, '/name', /text-direction/],
  [{ name: '\u200b\u200d' }, '/name', /visible/],
  [{ name: 7 }, '/name', /string/],
  [{ name: null }, '/name', /string/],
  [{ permissions: [] }, '/permissions', /must not be empty/],
  [{ permissions: ['flows:execute', 'flows:execute'] }, '/permissions', /twice/],
  [{ permissions: ['flows:delete'] }, '/permissions/0', /one of "flows:execute"/],
  [{ permissions: ['apikeys:view'] }, '/permissions/0', /one of "flows:execute"/],
  [{ permissions: 'flows:execute' }, '/permissions', /array/],
  [{ flows: [] }, '/flows', /must not be empty/],
  [{ flows: ['a/b'] }, '/flows/0', /flow id/],
  [{ flows: Array.from({ length: 1001 }, (_, index) => `flow-${index}`) }, '/flows', /at most 1000/],
  [{ allowedIps: ['10.0.0.1/8'] }, '/allowedIps/0', /10\.0\.0\.0\/8/],
  [{ allowedIps: ['192.0.2.1', 'example.com'] }, '/allowedIps/1', /not an IP address/],
  [{ allowedIps: ['fe80::1%eth0'] }, '/allowedIps/0', /not an IP address/],
  [{ allowedIps: Array.from({ length: 201 }, (_, index) => `192.0.2.${index}`) }, '/allowedIps', /at most 200/],
  [{ limits: { requestsPerMinute: 0 } }, '/limits/requestsPerMinute', /1 or more/],
  [{ limits: { requestsPerMinute: 1.5 } }, '/limits/requestsPerMinute', /whole number/],
  [{ limits: { requestsPerSecond: 1 } }, '/limits/requestsPerSecond', /not a known member/],
  [{ limits: null }, '/limits', /object/],
  [{ metadata: [] }, '/metadata', /object/],
  [{ metadata: { text: 'é'.repeat(2050) } }, '/metadata', /4096 bytes/],
  [{ tags: ['x'.repeat(51)] }, '/tags/0', /50/],
  [{ tags: [' x'] }, '/tags/0', /white space/],
  [{ tags: ['a', 'a'] }, '/tags', /twice/],
  [{ tags: Array.from({ length: 21 }, (_, index) => `tag ${index}`) }, '/tags', /at most 20/],
  [{ expiresAt: 'tomorrow' }, '/expiresAt', /date-time/],
  [{ expiresAt: '2020-01-01T00:00:00Z' }, '/expiresAt', /future/],
  [{ expiresAt: '2999-01-01T00:00:00Z' }, '/expiresAt', /100 years/],
  [{ id: 'x' }, '/id', /not a known member/],
  [{ hash: 'x' }, '/hash', /not a known member/],
  [{ workspaceId: km.workspaceId }, '/workspaceId', /not a known member/],
  [{ operator: true }, '/operator', /not a known member/],
  [{ role: 'owner' }, '/role', /not a known member/],
  [{ constructor: {} }, '/constructor', /not a known member/],
];

const CREATION: Case[] = [
  ...SHARED,
  [{ expiresIn: 'P1X' }, '/expiresIn', /ISO 8601/],
  [{ expiresIn: 'PT0S' }, '/expiresIn', /future/],
  [{ expiresIn: 'P1D', expiresAt: inAnHour }, '/expiresIn', /together/],
  [{ enabled: false }, '/enabled', /not a known member/],
];

const EDITING: Case[] = [
  ...SHARED,
  [{}, '', /at least/],
  [{ expiresIn: 'P1D' }, '/expiresIn', /not a known member/],
  [{ enabled: 'false' }, '/enabled', /true or false/],
  [{ permissions: null }, '/permissions', /array/],
  [{ token: 'x' }, '/token', /not a known member/],
];

t.test('a body that breaks a rule is refused by pointer and rule, and changes nothing', async (t) => {
  const { id } = await makeApiKey(km, km.workspaceId, { name: 'Unchanged' });
  const runs = [
    ...CREATION.map((one) => ['POST', path, one] as const),
    ...EDITING.map((one) => ['PATCH', `${path}/${id}`, one] as const),
  ];
  for (const [method, target, [body, pointer, rule]] of runs) {
    const answer = await km.request({ method, path: target, body });
    const what = `${method} ${JSON.stringify(body).slice(0, 60)}`;
    t.match(answer.body, { type: '/problems/validation-failed', status: 400 }, what);
    const errors = Array.isArray(answer.body.errors) ? answer.body.errors : [];
    t.ok(
      errors.some((error) => error.pointer === pointer && rule.test(error.detail)),
      `${what} names ${pointer}: ${JSON.stringify(errors)}`,
    );
  }
  const { items } = await km.request({ path });
  t.match(items, [{ id, name: 'Unchanged' }]);
  t.equal(items.length, 1);
});

t.test('all problems of a body are told at once', async (t) => {
  const body = { name: '', permissions: [], limits: { requestsPerDay: 0 }, whatever: 1 };
  const { body: answer } = await km.request({ method: 'POST', path, body });
  const pointers = Array.isArray(answer.errors) ? answer.errors.map(({ pointer }) => String(pointer)) : [];
  t.same([...new Set(pointers)].sort(), ['/limits/requestsPerDay', '/name', '/permissions', '/whatever']);
});

t.test('a body that is no object, has a poisoned prototype, or nests without end is 400', async (t) => {
  for (const body of [
    'null',
    '[]',
    '"name"',
    '{"name":"a"',
    '{"__proto__":{"operator":true}}',
    '{"metadata":{"__proto__":{"operator":true}}}',
    '{"metadata":{"constructor":{"prototype":{}}}}',
    '{"metadata":{"\\u0000":1}}',
    '{"metadata":{"half":"\\ud800"}}',
    `{"metadata":{"deep":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`,
  ]) {
    const answer = await km.request({ method: 'POST', path, body });
    t.equal(answer.status, 400, `${body.slice(0, 60)}: ${answer.text.slice(0, 200)}`);
    t.match(answer.headers['content-type'], /application\/problem\+json/);
  }
});

t.test('names and tags may be what people really use', async (t) => {
  for (const name of [
    'a',
    '日本語の鍵',
    '👩‍👩‍👧‍👦 family',
    'x'.repeat(100),
    '𝕏'.repeat(100),
    'O\'Reilly <b>&amp;</b> "quoted"',
  ]) {
    const { status, body } = await km.request({ method: 'POST', path, body: { name, tags: ['👩‍💻', 'with space'] } });
    t.same([status, body.name, body.tags], [201, name, ['👩‍💻', 'with space']]);
  }
});

t.test('a list as long as a body can be is refused before it costs much', async (t) => {
  const entries = Array.from({ length: 26_000 }, (_, index) => `f${index}`);
  const started = performance.now();
  for (const member of ['permissions', 'flows', 'tags', 'allowedIps']) {
    t.equal((await km.request({ method: 'POST', path, body: { [member]: entries } })).status, 400, member);
  }
  t.ok(performance.now() - started < 15_000, 'looking for doubles is not quadratic: that would take a minute');
});

t.test('the parameters of a request are as strict as its body', async (t) => {
  const { id } = await makeApiKey(km, km.workspaceId);
  const refused = [
    `${path}?limit=0`,
    `${path}?limit=201`,
    `${path}?limit=ten`,
    `${path}?limit=1&limit=2`,
    `${path}?sort=hash`,
    `${path}?order=up`,
    `${path}?status=alive`,
    `${path}?status=active,`,
    `${path}?tag=a&tag=b`,
    `${path}?expiringWithin=14`,
    `${path}?expiringWithin=P101Y`,
    `${path}?unusedFor=P999999999Y`,
    `${path}?cursor=made-up`,
    `${path}?workspaceId=${km.workspaceId}`,
    `${path}?name=%00`,
    `${path}/${id}?verbose=true`,
  ];
  for (const target of refused) t.equal((await km.request({ path: target })).status, 400, target);
  const long = `${path}/${id}?reason=${'x'.repeat(201)}`;
  t.equal((await km.request({ method: 'DELETE', path: long })).status, 400);
  t.equal((await km.request({ method: 'DELETE', path: `${path}/${id}`, body: { reason: 'x' } })).status, 400);
  t.match((await km.request({ path: `${path}/${id}` })).body, { status: 'active' });
});
