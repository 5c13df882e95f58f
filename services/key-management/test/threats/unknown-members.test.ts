import t from 'tap';
import { makeTenant, textOf } from '../fixtures/keys.ts';
import { operations } from '../fixtures/operations.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';

// Mass assignment: a member that no schema has must neither be stored nor be dropped in silence.

const km = await startKeyManagement(t);
const acme = await makeTenant(km, 'Acme');
const workspace = `/v1/workspaces/${acme.workspaceId}`;
const baseUrl = 'https://flows.example.com';
const upstream = await km.request({
  method: 'POST',
  path: `${workspace}/upstreams`,
  body: { name: 'up', kind: 'flow-server', baseUrl },
});
const ids: Record<string, string> = {
  organizationId: acme.organizationId,
  workspaceId: acme.workspaceId,
  upstreamId: textOf(upstream, 'id'),
  flowId: 'bot',
};
await km.request({ method: 'POST', path: `${workspace}/flows`, body: { id: 'bot', upstreamId: ids.upstreamId } });
const make = async (list: string, body: object) =>
  textOf(await km.request({ method: 'POST', path: `${workspace}/${list}`, body }), 'id');
ids.credentialId = await make('credentials', { name: 'c', service: 'openai', value: 'sk-1' });
const llm = await make('upstreams', { name: 'llm', kind: 'llm', baseUrl });
ids.gatewayId = await make('gateways', { name: 'g', models: [{ name: 'fast', upstreamId: llm }] });
const webhook = await km.request({
  method: 'POST',
  path: `/v1/organizations/${acme.organizationId}/webhooks`,
  body: { url: 'https://hooks.example.com/keyward', events: ['api-key.revoked'] },
});
ids.webhookId = textOf(webhook, 'id');

const EXTRA: [member: string, json: string][] = [
  ['hash', '"$argon2id$v=19$m=8,t=1,p=1$c2FsdA$aGFzaA"'],
  ['owner', '"me"'],
  ['deletedAt', 'null'],
  ['version', '99'],
  ['createdBy', '"me"'],
  ['organization_id', `"${km.organizationId}"`],
  ['constructor', '{"prototype":{"operator":true}}'],
  ['constructor', '1'],
  ['toString', '1'],
  ['__proto__', '{"operator":true}'],
  ['a\\u0000b', '1'],
];

const writing = operations(km.app).filter(({ example, parameters }) => {
  // A file of keys is refused row by row: see bad-imports.test.ts.
  return typeof example === 'object' && !Array.isArray(example) && !parameters.includes('keyId');
});

t.test('every body that can be sent is met', (t) => {
  t.ok(writing.length >= 10, `${writing.length} operations`);
  t.end();
});

t.test('a member that an operation does not know is refused by name', async (t) => {
  for (const { method, path, example } of writing) {
    const target = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? name);
    for (const [name, json] of EXTRA) {
      const body = `${JSON.stringify(example).slice(0, -1)}${JSON.stringify(example) === '{}' ? '' : ','}"${name}":${json}}`;
      const answer = await km.request({ method, path: target, body });
      t.equal(answer.status, 400, `${method} ${path} ${name}: ${json}`);
      if (!/prototype|__proto__/.test(body)) t.match(answer.text, 'is not a known member');
    }
  }
  t.equal(Reflect.get({}, 'operator'), undefined, 'no prototype was touched');
});

t.test('text that cannot be stored is refused with its place', async (t) => {
  const path = `/v1/organizations/${acme.organizationId}/workspaces`;
  for (const [json, detail] of [
    ['"a\\u0000b"', 'NUL'],
    ['"a\\ud800b"', 'half a surrogate pair'],
    ['"\\udc00"', 'half a surrogate pair'],
  ] as const) {
    const answer = await km.request({ method: 'POST', path, body: `{"name":${json}}` });
    t.match(answer, { status: 400, body: { errors: [{ pointer: '/name' }] } }, json);
    t.ok(answer.text.includes(detail) || answer.text.includes('must be'), answer.text);
  }
  const query = await km.request({ path: `/v1/organizations/${acme.organizationId}/audit-events?action=a%00b` });
  t.match(query, { status: 400, body: { errors: [{ pointer: '/action' }] } });
});

t.test('bodies of a wrong shape are refused', async (t) => {
  const path = '/v1/organizations';
  const tries: [body: string, status: number][] = [
    ['', 400],
    ['null', 400],
    ['[]', 400],
    ['"name"', 400],
    ['{"name":', 400],
    ['{"name": "x"} trailing', 400],
    [`{"name": "${'x'.repeat(300 * 1024)}"}`, 413],
  ];
  for (const [body, status] of tries) {
    const answer = await km.request({ method: 'POST', path, body });
    t.equal(answer.status, status, body.slice(0, 30));
    t.match(answer.headers, { 'content-type': /^application\/problem\+json/ });
  }
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/xml']) {
    const headers = { 'content-type': type };
    t.equal((await km.request({ method: 'POST', path, body: '{"name":"x"}', headers })).status, 415, type);
  }
  const onDelete = await km.request({ method: 'DELETE', path: `${workspace}/flows/bot`, body: { force: true } });
  t.match(onDelete, { status: 400, body: { type: '/problems/invalid-request' } }, 'a body that would be ignored');
  const emptyOnDelete = await km.request({ method: 'DELETE', path: `${workspace}/flows/bot`, body: '' });
  t.equal(emptyOnDelete.status, 200, 'a media type without a body does no harm');
});
