import t from 'tap';
import { makeTenant } from '../fixtures/keys.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';
import { workspaceApi } from '../fixtures/workspace-api.ts';

// The fault: two writers at once leave something half done: an upstream that names a credential which was deleted under
// it, a key of a gateway that is gone, an edit that was lost.

const km = await startKeyManagement(t);
const acme = await makeTenant(km, 'Acme');
const { call, make } = workspaceApi(km, acme);
const ROUNDS = 4;
const store = (name: string) => make('credentials', { name, service: 'openai', value: 'sk-1', visibility: 'shared' });
const statuses = (answers: readonly { status: number }[]) =>
  answers.map(({ status }) => status).toSorted((a, b) => a - b);

t.test('a credential is attached or deleted, never both', async (t) => {
  for (let round = 0; round < ROUNDS; round++) {
    const credentialId = await store(`round ${round}`);
    const body = { kind: 'llm', baseUrl: 'https://api.openai.com/v1', credentialId };
    const attach = (index: number) => call('POST', 'upstreams', { name: `u-${round}-${index}`, ...body });
    const [one, deleted, two] = await Promise.all([
      attach(1),
      call('DELETE', `credentials/${credentialId}`),
      attach(2),
    ]);
    t.ok([200, 409].includes(deleted.status));
    for (const { status } of [one, two]) t.ok([201, 404].includes(status));
    if (deleted.status === 200) t.same(statuses([one, two]), [404, 404], 'whoever came later found nothing');
  }
  const dangling = await km.database.query(
    'select u.id from upstreams u left join credentials c on c.id = u.credential_id where u.credential_id is not null and c.id is null',
  );
  t.same(dangling, []);
});

t.test('of two edits of one version one is made', async (t) => {
  const path = `/v1/workspaces/${acme.workspaceId}/credentials/${await store('edited')}`;
  const edit = (value: string) =>
    km.request({ method: 'PATCH', path, body: { value }, token: acme.ownerToken, headers: { 'if-match': '"1"' } });
  t.same(statuses(await Promise.all([edit('sk-2'), edit('sk-3'), edit('sk-4')])), [200, 412, 412]);
});

t.test('of several credentials of one name one is stored', async (t) => {
  const body = { name: 'One name', service: 'openai', value: 'sk-1' };
  const answers = await Promise.all(Array.from({ length: 4 }, () => call('POST', 'credentials', body)));
  t.same(statuses(answers), [201, 409, 409, 409]);
});

t.test('no key outlives its gateway', async (t) => {
  const upstreamId = await make('upstreams', { name: 'llm', kind: 'llm', baseUrl: 'https://api.openai.com/v1' });
  for (let round = 0; round < ROUNDS; round++) {
    const id = await make('gateways', { name: `gateway ${round}`, models: [{ name: 'fast', upstreamId }] });
    const create = () => call('POST', `gateways/${id}/keys`, {});
    const [one, deleted, two] = await Promise.all([create(), call('DELETE', `gateways/${id}`), create()]);
    t.equal(deleted.status, 200);
    for (const { status } of [one, two]) t.ok([201, 404].includes(status));
  }
  t.same(await km.database.query("select id from keys where kind = 'gw' and revoked_at is null"), []);
});
