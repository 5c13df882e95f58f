import t from 'tap';
import { makeTenant, textOf } from '../fixtures/keys.ts';
import { resourceOf } from '../fixtures/resource-of.ts';
import { type ApiAnswer, startKeyManagement } from '../fixtures/start-key-management.ts';

const km = await startKeyManagement(t);
const acme = await makeTenant(km, 'Acme');
const workspace = `/v1/workspaces/${acme.workspaceId}`;
const statuses = (answers: ApiAnswer[]) => answers.map(({ status }) => status).sort((a, b) => a - b);

// Two people, or a client and its own retry, change one thing at the same moment: one wins, the other is told.
t.test('two creations of one name: one loser with 409', async (t) => {
  const create = () =>
    km.request({ method: 'POST', path: `/v1/organizations/${acme.organizationId}/workspaces`, body: { name: 'Race' } });
  t.same(statuses(await Promise.all([create(), create(), create()])), [201, 409, 409]);
});

t.test('two edits of one version: one loser with 412, and the winner’s edit whole', async (t) => {
  const created = await km.request({
    method: 'POST',
    path: `${workspace}/upstreams`,
    body: { name: 'up', kind: 'flow-server', baseUrl: 'https://up.example.com' },
  });
  const path = `${workspace}/upstreams/${textOf(created, 'id')}`;
  const edits = ['a', 'b', 'c'].map((name) =>
    km.request({
      method: 'PATCH',
      path,
      body: { name, baseUrl: `https://${name}.example.com` },
      headers: { 'if-match': '"1"' },
    }),
  );
  const answers = await Promise.all(edits);
  t.same(statuses(answers), [200, 412, 412]);
  const winner = answers.find(({ status }) => status === 200);
  const now = await km.request({ path });
  t.same(now.body, resourceOf(winner));
  t.equal(now.body.baseUrl, `https://${String(now.body.name)}.example.com`);
  t.equal(now.headers.etag, '"2"');
  const events = await km.database.query("select id from audit_events where action = 'upstream.updated'");
  t.equal(events.length, 1);
});

t.test('two renamings of one version: one loser with 412', async (t) => {
  for (const path of [workspace, `/v1/organizations/${acme.organizationId}`]) {
    const { etag } = (await km.request({ path })).headers;
    const headers = { 'if-match': String(etag) };
    const rename = (name: string) => km.request({ method: 'PATCH', path, body: { name }, headers });
    t.same(statuses(await Promise.all([rename('one'), rename('two'), rename('three')])), [200, 412, 412], path);
  }
});

t.test('two deletions: one acts, the other finds nothing', async (t) => {
  const list = `/v1/organizations/${acme.organizationId}/workspaces`;
  const created = await km.request({ method: 'POST', path: list, body: { name: 'Twice' } });
  const remove = () => km.request({ method: 'DELETE', path: `/v1/workspaces/${textOf(created, 'id')}` });
  t.same(statuses(await Promise.all([remove(), remove()])), [200, 404]);
});

t.test('a flow is not registered at an upstream that is deleted at the same moment', async (t) => {
  for (let round = 0; round < 4; round++) {
    const upstream = { name: `race-${round}`, kind: 'flow-server', baseUrl: 'https://up.example.com' };
    const created = await km.request({ method: 'POST', path: `${workspace}/upstreams`, body: upstream });
    const upstreamId = textOf(created, 'id');
    const [flow, deletion] = await Promise.all([
      km.request({ method: 'POST', path: `${workspace}/flows`, body: { id: `flow-${round}`, upstreamId } }),
      km.request({ method: 'DELETE', path: `${workspace}/upstreams/${upstreamId}` }),
    ]);
    t.ok(
      (flow.status === 201 && deletion.status === 409) || (flow.status === 404 && deletion.status === 200),
      `flow ${flow.status}, deletion ${deletion.status}`,
    );
  }
});

t.test('nothing is made in a workspace that is deleted at the same moment', async (t) => {
  const list = `/v1/organizations/${acme.organizationId}/workspaces`;
  const created = await km.request({ method: 'POST', path: list, body: { name: 'Vanishing' } });
  const path = `/v1/workspaces/${textOf(created, 'id')}`;
  // The writer is past its guard when the workspace goes: it waits for the counter that the deletion holds.
  await km.database.query(`
    create function linger() returns trigger language plpgsql as $$ begin perform pg_sleep(0.5); return new; end $$;
    create trigger linger before update on workspaces for each row execute function linger()`);
  const deletion = km.request({ method: 'DELETE', path });
  await new Promise((resolve) => setTimeout(resolve, 200));
  const late = await km.request({
    method: 'POST',
    path: `${path}/upstreams`,
    body: { name: 'late', kind: 'api', baseUrl: 'https://late.example.com' },
  });
  t.equal((await deletion).status, 200);
  await km.database.query('drop trigger linger on workspaces');
  t.equal(late.status, 404);
  t.same(await km.database.query("select id from upstreams where name = 'late'"), []);
});
