import t from 'tap';
import { makeTenant } from '../fixtures/keys.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';
import { workspaceApi } from '../fixtures/workspace-api.ts';

// The attack: somebody who can write to the database, but has no master key, copies the encrypted value of another
// workspace's credential into one of their own, or points an upstream of theirs at it, and lets the gateway carry the
// plain text to a server of theirs.

const km = await startKeyManagement(t);
const victim = workspaceApi(km, await makeTenant(km, 'Victim'));
const tenant = await makeTenant(km, 'Mallory');
const mallory = workspaceApi(km, tenant);
const SECRET = 'sk-of-the-victim';
const target = await victim.make('credentials', { name: 'Theirs', service: 'openai', value: SECRET });
const own = await mallory.make('credentials', { name: 'Own', service: 'openai', value: 'sk-of-mallory' });
const baseUrl = 'https://mallory.example.com';
const upstreamId = await mallory.make('upstreams', { name: 'trap', kind: 'api', baseUrl, credentialId: own });
const question = `api-routes/trap?workspaceId=${tenant.workspaceId}`;

t.test('a value that is copied from another row does not decrypt', async (t) => {
  const [row] = await km.database.query('select value, kid from credentials where id = $1', [target]);
  await km.database.query('update credentials set value = $1, kid = $2 where id = $3', [row?.value, row?.kid, own]);
  const answer = await mallory.route(question);
  t.match(answer.body, { found: true, upstream: { credential: { id: own, unreadable: { kid: 'test' } } } });
  t.notMatch(answer.text, SECRET);
});

t.test("an upstream that names another workspace's credential gets none", async (t) => {
  await km.database.query('update upstreams set credential_id = $1 where id = $2', [target, upstreamId]);
  const answer = await mallory.route(question);
  t.match(answer.body, { upstream: { credential: { id: target, unreadable: { kid: '' } } } });
  t.notMatch(answer.text, SECRET);
});

t.test('nor does the API attach it', async (t) => {
  const path = `${mallory.path}/upstreams`;
  const body = { name: 'second', kind: 'api', baseUrl, credentialId: target };
  t.match(await km.request({ method: 'POST', path, body }), {
    status: 404,
    body: { type: '/problems/credential-not-found' },
  });
  const nobody = { ...body, credentialId: 'AAAAAAAAAAAAAAAA' };
  const [one, two] = [body, nobody].map((tried) => km.request({ method: 'POST', path, body: tried }));
  const { instance: _one, ...theirs } = (await one)?.body ?? {};
  const { instance: _two, ...unknown } = (await two)?.body ?? {};
  t.same(theirs, unknown, 'the same as one that does not exist');
  const plain = await mallory.make('upstreams', { name: 'plain', kind: 'api', baseUrl });
  const edited = await km.request({ method: 'PATCH', path: `${path}/${plain}`, body: { credentialId: target } });
  t.equal(edited.status, 404);
});
