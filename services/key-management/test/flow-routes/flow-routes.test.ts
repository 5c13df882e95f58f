import { FlowRouteAnswer } from '@keyward/auth';
import t from 'tap';
import { Value } from 'typebox/value';
import { makeTenant, revisionOf, textOf } from '../fixtures/keys.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';

const km = await startKeyManagement(t);
const acme = await makeTenant(km, 'Acme');
const other = await makeTenant(km, 'Other');
const list = `/v1/organizations/${acme.organizationId}/workspaces`;
const staging = textOf(await km.request({ method: 'POST', path: list, body: { name: 'Staging' } }), 'id');

async function register(workspaceId: string, id: string, more: object = {}): Promise<string> {
  const workspace = `/v1/workspaces/${workspaceId}`;
  const body = { name: `up-of-${id.toLowerCase()}`, kind: 'flow-server', baseUrl: `https://${id}.example.com/base` };
  const upstream = await km.request({ method: 'POST', path: `${workspace}/upstreams`, body });
  const upstreamId = textOf(upstream, 'id');
  await km.request({ method: 'POST', path: `${workspace}/flows`, body: { id, upstreamId, ...more } });
  return upstreamId;
}

const ask = async (flowId: string, query = '') => {
  const answer = await km.request({ path: `/internal/v1/flow-routes/${flowId}${query}`, token: km.serviceToken });
  return { ...answer, revision: answer.body.revision, found: answer.body.found };
};

t.test('a flow that is registered once is found at every width, with its upstream', async (t) => {
  const upstreamId = await register(acme.workspaceId, 'once', { public: true });
  for (const query of ['', `?workspaceId=${acme.workspaceId}`, `?organizationId=${acme.organizationId}`]) {
    const answer = await ask('once', query);
    t.equal(answer.status, 200);
    t.ok(Value.Check(FlowRouteAnswer, answer.body), 'in the form that gateways expect');
    t.same(answer.body, {
      found: true,
      flow: { id: 'once', organizationId: acme.organizationId, workspaceId: acme.workspaceId, public: true },
      upstream: {
        id: upstreamId,
        name: 'up-of-once',
        kind: 'flow-server',
        baseUrl: 'https://once.example.com/base',
        credential: null,
      },
      revision: await revisionOf(km),
    });
  }
  t.match(await ask('once', `?workspaceId=${staging}`), { status: 200, found: false });
  t.match(await ask('once', `?organizationId=${other.organizationId}`), { found: false });
  t.same((await ask('nobody')).body, { found: false, revision: await revisionOf(km) });
});

t.test('an id in several workspaces is found only where one of them is meant', async (t) => {
  await register(acme.workspaceId, 'twice');
  await register(staging, 'twice');
  t.match(await ask('twice'), { found: false });
  t.match(await ask('twice', `?organizationId=${acme.organizationId}`), { found: false });
  t.match(await ask('twice', `?workspaceId=${staging}`), { body: { found: true, flow: { workspaceId: staging } } });
  await register(other.workspaceId, 'shared');
  await register(acme.workspaceId, 'shared');
  t.match(await ask('shared'), { found: false });
  t.match(await ask('shared', `?organizationId=${acme.organizationId}`), { found: true });
});

t.test('a flow goes with its workspace and its organization', async (t) => {
  await km.request({ method: 'DELETE', path: `/v1/workspaces/${staging}` });
  t.match(await ask('twice'), { body: { found: true, flow: { workspaceId: acme.workspaceId } } }, 'now it is one');
  t.match(await ask('twice', `?workspaceId=${staging}`), { found: false });
  await km.request({ method: 'DELETE', path: `/v1/organizations/${other.organizationId}` });
  t.match(await ask('shared', `?workspaceId=${other.workspaceId}`), { found: false });
  t.match(await ask('shared'), { found: true });
});

t.test('the revision is that of the same snapshot', async (t) => {
  const path = `/v1/workspaces/${acme.workspaceId}/flows/once`;
  let stop = false;
  const seen: { revision: number; public: boolean }[] = [];
  const reading = (async () => {
    while (!stop) {
      const { body } = await ask('once');
      const flow = Object(body.flow);
      seen.push({ revision: Number(body.revision), public: flow.public === true });
    }
  })();
  const expected = new Map<number, boolean>([[await revisionOf(km), true]]);
  for (let turn = 0; turn < 15; turn++) {
    const isPublic = turn % 2 === 1;
    await km.request({ method: 'PATCH', path, body: { public: isPublic } });
    expected.set(await revisionOf(km), isPublic);
  }
  stop = true;
  await reading;
  t.ok(seen.length > 10, `${seen.length} readings`);
  t.same(
    seen.filter((reading) => expected.get(reading.revision) !== reading.public),
    [],
  );
});

t.test('only a service key may ask, and about one place at a time', async (t) => {
  const path = '/internal/v1/flow-routes/once';
  t.match(await km.request({ path }), { status: 403, body: { type: '/problems/insufficient-scope' } });
  t.match(await km.request({ path, token: null }), { status: 401 });
  const both = `?workspaceId=${acme.workspaceId}&organizationId=${acme.organizationId}`;
  t.match(await ask('once', both), { status: 400 });
  t.match(await ask('once', '?workspaceId=a&workspaceId=b'), { status: 400 });
});
