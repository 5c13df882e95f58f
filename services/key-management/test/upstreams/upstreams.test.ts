import t from 'tap';
import { revisionOf, textOf } from '../fixtures/keys.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';

const km = await startKeyManagement(t, { UPSTREAM_ALLOW: '10.1.0.0/16,flowise.internal' });
const list = `/v1/workspaces/${km.workspaceId}/upstreams`;
const make = (body: object) => km.request({ method: 'POST', path: list, body });

t.test('an upstream is created, read, edited and deleted, each a change for gateways', async (t) => {
  const before = await revisionOf(km);
  const created = await make({ name: 'flowise-prod', kind: 'flow-server', baseUrl: 'https://flowise.example.com' });
  t.equal(created.status, 201);
  const path = `${list}/${textOf(created, 'id')}`;
  t.match(created.headers, { etag: '"1"', location: path });
  t.match(created.body, { name: 'flowise-prod', kind: 'flow-server', credentialId: null, workspaceId: km.workspaceId });
  t.same((await km.request({ path })).body, created.body);
  t.match((await km.request({ path: list })).items, [{ name: 'flowise-prod' }]);

  const edited = await km.request({ method: 'PATCH', path, body: { baseUrl: 'http://10.1.2.3:3000/base' } });
  t.match(edited, { status: 200, body: { baseUrl: 'http://10.1.2.3:3000/base' }, headers: { etag: '"2"' } });
  const late = await km.request({ method: 'PATCH', path, body: { name: 'x' }, headers: { 'if-match': '"1"' } });
  t.equal(late.status, 412);
  t.equal((await km.request({ method: 'DELETE', path })).status, 200);
  t.equal((await km.request({ path })).status, 404);
  t.equal(await revisionOf(km), before + 3);
});

t.test('base URLs that the gateway must not call are refused when they are configured', async (t) => {
  const refused = [
    'http://127.0.0.1:3000',
    'http://localhost',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://169.254.169.254/latest/meta-data',
    'http://[fd00:ec2::254]/',
    'http://10.2.0.1/',
    'ftp://flowise.example.com',
    'https://user:secret@flowise.example.com',
    'https://flowise.example.com/?x=1',
    'https://flowise.example.com/a/../b',
    'not a url',
    '',
  ];
  for (const baseUrl of refused) {
    const answer = await make({ name: 'bad', kind: 'api', baseUrl });
    t.match(answer, { status: 400, body: { errors: [{ pointer: '/baseUrl' }] } }, baseUrl);
    t.notMatch(answer.text, 'secret', 'no part of the URL is repeated');
  }
  const good = await make({ name: 'good', kind: 'api', baseUrl: 'http://flowise.internal:3000/v1' });
  t.equal(good.status, 201);
  const body = { baseUrl: 'http://169.254.169.254/' };
  const edited = await km.request({ method: 'PATCH', path: `${list}/${textOf(good, 'id')}`, body });
  t.match(edited, { status: 400, body: { errors: [{ pointer: '/baseUrl' }] } }, 'nor by an edit');
});

t.test('names are slugs, unique in the workspace', async (t) => {
  const body = { kind: 'llm', baseUrl: 'https://api.example.com/v1' };
  for (const name of ['Upper', 'has space', 'dot.dot', '', 'x'.repeat(64), '../x']) {
    t.match(await make({ name, ...body }), { status: 400, body: { errors: [{ pointer: '/name' }] } }, name);
  }
  t.equal((await make({ name: 'x'.repeat(63), ...body })).status, 201);
  t.match(await make({ name: 'x'.repeat(63), ...body }), { status: 409, body: { type: '/problems/name-taken' } });
});

t.test('the kind stays, a credential must exist, and an edit must say something', async (t) => {
  const created = await make({ name: 'stays', kind: 'api', baseUrl: 'https://api.example.com', credentialId: null });
  const path = `${list}/${textOf(created, 'id')}`;
  t.match(await km.request({ method: 'PATCH', path, body: { kind: 'llm' } }), {
    status: 400,
    body: { errors: [{ pointer: '/kind', detail: 'is not a known member' }] },
  });
  t.match(await km.request({ method: 'PATCH', path, body: { credentialId: 'x' } }), {
    status: 404,
    body: { type: '/problems/credential-not-found', errors: [{ pointer: '/credentialId' }] },
  });
  t.match(await km.request({ method: 'PATCH', path, body: {} }), { status: 400 });
  t.match(await make({ name: 'k', kind: 'ftp', baseUrl: 'https://x.example' }), {
    status: 400,
    body: { errors: [{ pointer: '/kind' }] },
  });
});

t.test('an upstream that flows use stays, and the answer names them', async (t) => {
  const created = await make({ name: 'used', kind: 'flow-server', baseUrl: 'https://used.example.com' });
  const upstreamId = textOf(created, 'id');
  const flows = `/v1/workspaces/${km.workspaceId}/flows`;
  await km.request({ method: 'POST', path: flows, body: { id: 'bot', name: 'Bot', upstreamId } });
  const before = await revisionOf(km);
  const refused = await km.request({ method: 'DELETE', path: `${list}/${upstreamId}` });
  t.match(refused, {
    status: 409,
    body: { type: '/problems/upstream-in-use', usedBy: [{ type: 'flow', id: 'bot', name: 'Bot' }] },
  });
  t.equal(await revisionOf(km), before, 'a refused change leaves no trace in the feed');
  await km.request({ method: 'DELETE', path: `${flows}/bot` });
  t.equal((await km.request({ method: 'DELETE', path: `${list}/${upstreamId}` })).status, 200);
});
