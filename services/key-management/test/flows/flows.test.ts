import t from 'tap';
import { makeTenant, revisionOf, textOf } from '../fixtures/keys.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';

const km = await startKeyManagement(t);

async function makeUpstream(workspaceId: string, kind = 'flow-server'): Promise<string> {
  const path = `/v1/workspaces/${workspaceId}/upstreams`;
  const body = { name: `up-${Math.random().toString(36).slice(2)}`, kind, baseUrl: 'https://flows.example.com' };
  return textOf(await km.request({ method: 'POST', path, body }), 'id');
}

const upstreamId = await makeUpstream(km.workspaceId);
const list = `/v1/workspaces/${km.workspaceId}/flows`;
const make = (body: object) => km.request({ method: 'POST', path: list, body });

t.test('a flow is registered, read, edited and taken out, each a change for gateways', async (t) => {
  const before = await revisionOf(km);
  const created = await make({ id: 'support_bot-1', name: 'Support agent', upstreamId });
  t.equal(created.status, 201);
  const path = `${list}/support_bot-1`;
  t.match(created.headers, { etag: '"1"', location: path });
  t.match(created.body, { id: 'support_bot-1', name: 'Support agent', upstreamId, public: false });
  t.same((await km.request({ path })).body, created.body);

  const other = await makeUpstream(km.workspaceId);
  const edited = await km.request({ method: 'PATCH', path, body: { public: true, upstreamId: other, name: 'Bot' } });
  t.match(edited, { status: 200, body: { public: true, upstreamId: other, name: 'Bot' }, headers: { etag: '"2"' } });
  t.equal((await km.request({ method: 'DELETE', path })).status, 200);
  t.equal((await km.request({ path })).status, 404);
  t.equal(await revisionOf(km), before + 4, 'three of the flow, one of the upstream');
});

t.test('without a name the id is the name', async (t) => {
  t.match(await make({ id: 'unnamed', upstreamId }), { status: 201, body: { name: 'unnamed' } });
});

t.test('ids and names are unique in a workspace, and free in another', async (t) => {
  t.equal((await make({ id: 'twin', name: 'Twin', upstreamId })).status, 201);
  t.match(await make({ id: 'twin', name: 'Else', upstreamId }), {
    status: 409,
    body: { type: '/problems/flow-id-taken' },
  });
  t.match(await make({ id: 'twin2', name: 'TWIN', upstreamId }), {
    status: 409,
    body: { type: '/problems/name-taken' },
  });
  const elsewhere = await makeTenant(km, 'Elsewhere');
  const body = { id: 'twin', name: 'Twin', upstreamId: await makeUpstream(elsewhere.workspaceId) };
  const path = `/v1/workspaces/${elsewhere.workspaceId}/flows`;
  t.equal((await km.request({ method: 'POST', path, body })).status, 201);
});

t.test('the upstream must be a flow server of the same workspace', async (t) => {
  const llm = await makeUpstream(km.workspaceId, 'llm');
  t.match(await make({ id: 'a', upstreamId: llm }), { status: 400, body: { errors: [{ pointer: '/upstreamId' }] } });
  const foreign = await makeTenant(km, 'Foreign');
  const theirs = await makeUpstream(foreign.workspaceId);
  const answers = await Promise.all([theirs, 'AAAAAAAAAAAAAAAA', 'x'].map((id) => make({ id: 'a', upstreamId: id })));
  for (const answer of answers) {
    t.match(answer, { status: 404, body: { type: '/problems/upstream-not-found' } });
  }
  const texts = answers.map(({ body: { instance: _instance, ...rest } }) => JSON.stringify(rest));
  t.equal(new Set(texts).size, 1, "another tenant's upstream is answered like none");
  await make({ id: 'moving', upstreamId });
  const moved = await km.request({ method: 'PATCH', path: `${list}/moving`, body: { upstreamId: theirs } });
  t.equal(moved.status, 404);
});

t.test('ids are those of a flow server', async (t) => {
  for (const id of ['', 'a b', 'a/b', 'a.b', 'ä', 'x'.repeat(101), 7]) {
    t.match(await make({ id, upstreamId }), { status: 400, body: { errors: [{ pointer: '/id' }] } }, String(id));
  }
  const longest = 'x'.repeat(100);
  t.equal((await make({ id: longest, upstreamId })).status, 201);
  t.equal((await km.request({ path: `${list}/${longest}` })).status, 200);
  for (const id of ['a%20b', 'a%00b', 'a%2Fb', 'x'.repeat(101), 'nobody']) {
    t.equal((await km.request({ path: `${list}/${id}` })).status, 404, id);
  }
});
