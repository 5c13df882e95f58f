import t from 'tap';
import { importFile, type KeyList } from '../fixtures/import-file.ts';
import { makeManagementKey, makeTenant, textOf } from '../fixtures/keys.ts';
import { type Operation, operations } from '../fixtures/operations.ts';
import { type ApiAnswer, startKeyManagement } from '../fixtures/start-key-management.ts';

// A tenant who guesses, or was told, the ids of another must not even learn that they exist. So each id of another
// tenant, in each place of each operation, is answered exactly like one that nobody has.

const km = await startKeyManagement(t);
const mine = await populate('Mine');
const theirs = await populate('Theirs');
const nobody = 'AAAAAAAAAAAAAAAA';
const IGNORED = ['Health', 'Service keys', 'Tokens'];

const scoped = operations(km.app).filter(
  ({ parameters, document }) => parameters.length > 0 && !IGNORED.includes(String(tagOf(document))),
);

t.test('every operation below a tenant is met', (t) => {
  t.ok(scoped.length >= 50, `${scoped.length} operations`);
  t.end();
});

t.test("another tenant's id in any place of any operation is answered like nobody's", async (t) => {
  for (const operation of scoped) {
    for (const foreign of nonEmptySubsets(operation.parameters)) {
      const label = `${operation.method} ${operation.path} with their ${foreign.join(' and ')}`;
      const answer = await call(operation, (name) => (foreign.includes(name) ? theirs : mine).idOf(name, operation));
      const blank = await call(operation, (name) => (foreign.includes(name) ? nobody : mine.idOf(name, operation)));
      t.match(answer, { status: 404, body: { type: '/problems/not-found' } }, label);
      t.same(withoutInstance(answer), withoutInstance(blank), `${label} tells nothing`);
    }
  }
});

t.test('nothing of the other tenant was changed on the way', async (t) => {
  const token = theirs.ownerToken;
  for (const path of theirs.paths) t.equal((await km.request({ path, token })).status, 200, path);
});

t.test('ids that cannot be ids are answered alike, also with NUL, escapes and absurd lengths', async (t) => {
  const spellings = ['', '%20', '..', '%2e%2e', '%00', 'a%00b', '%ff', '%2F', '*', "'", 'null', '1', 'x'.repeat(400)];
  for (const operation of scoped) {
    for (const name of operation.parameters) {
      for (const spelling of spellings) {
        const answer = await call(operation, (other) => (other === name ? spelling : mine.idOf(other, operation)));
        // A path with dot segments or broken escapes can be refused as such; none of them is ever found. Dots are resolved
        // before anything is sent, so what is asked for then may be another resource of one's own.
        const allowed = /^(\.|%2e){2}$/.test(spelling) ? [404, 400, 200] : [404, 400];
        t.ok(allowed.includes(answer.status), `${operation.method} ${operation.path} ${name}=${spelling}`);
      }
    }
  }
});

t.test('a workspace given twice, or in the query as well, changes nothing', async (t) => {
  const token = mine.ownerToken;
  const own = `/v1/workspaces/${mine.workspaceId}`;
  for (const query of [
    `workspaceId=${theirs.workspaceId}`,
    `organizationId=${theirs.organizationId}`,
    'limit=1&limit=200',
    'limit[]=1',
    'limit%00=1',
    '__proto__=1',
    'constructor=1',
  ]) {
    const answer = await km.request({ path: `${own}/flows?${query}`, token });
    t.match(answer, { status: 400, body: { type: '/problems/validation-failed' } }, query);
  }
});

t.test('a key of one workspace meets the rest of its organization as if it were another tenant', async (t) => {
  const { token } = await makeManagementKey(km, mine.organizationId, { role: 'owner', workspaceId: mine.workspaceId });
  const list = `/v1/organizations/${mine.organizationId}/workspaces`;
  const sibling = textOf(await km.request({ method: 'POST', path: list, body: { name: 'Sibling' } }), 'id');
  const all = scoped.filter(({ parameters }) => parameters.includes('workspaceId'));
  for (const operation of all) {
    const ids = (name: string) => (name === 'workspaceId' ? sibling : mine.idOf(name, operation));
    t.equal((await call(operation, ids, token)).status, 404, `${operation.method} ${operation.path}`);
  }
});

interface Population {
  readonly organizationId: string;
  readonly workspaceId: string;
  readonly ownerToken: string;
  /** Where its resources stand. */
  readonly paths: string[];
  /** The id that stands for a parameter of an operation. */
  idOf(name: string, operation: Operation): string;
}

/** A tenant that has one of everything. */
async function populate(name: string): Promise<Population> {
  const { organizationId, workspaceId, ownerToken } = await makeTenant(km, name);
  const organization = `/v1/organizations/${organizationId}`;
  const workspace = `/v1/workspaces/${workspaceId}`;
  const make = async (path: string, body: object) => textOf(await km.request({ method: 'POST', path, body }), 'id');
  const baseUrl = 'https://flows.example.com';
  const upstreamId = await make(`${workspace}/upstreams`, { name: 'up', kind: 'flow-server', baseUrl });
  const flowId = await make(`${workspace}/flows`, { id: `flow-of-${name}`, upstreamId });
  const llm = await make(`${workspace}/upstreams`, { name: 'llm', kind: 'llm', baseUrl });
  const gatewayId = await make(`${workspace}/gateways`, { name, models: [{ name: 'fast', upstreamId: llm }] });
  const credential = { name, service: 'openai', value: 'sk-0123456789', visibility: 'shared' };
  const credentialId = await make(`${workspace}/credentials`, credential);
  const memberId = await make(`${organization}/members`, { subject: `person-of-${name}`, role: 'viewer' });
  const webhook = { url: 'https://hooks.example.com', events: ['api-key.created'] };
  const webhookId = await make(`${organization}/webhooks`, webhook);
  const gatewayKeys = `${workspace}/gateways/${gatewayId}/keys`;
  const keys = {
    [gatewayKeys]: await make(gatewayKeys, {}),
    [`${workspace}/api-keys`]: await make(`${workspace}/api-keys`, {}),
    [`${organization}/api-keys`]: await make(`${organization}/api-keys`, {}),
    [`${organization}/management-keys`]: await make(`${organization}/management-keys`, { role: 'viewer' }),
  };
  const importInto = async (list: KeyList) =>
    textOf(await importFile(km, list, [{ name: 'Imported' }], { mode: 'add-new' }), 'importId');
  const imports = {
    [`${workspace}/api-keys`]: await importInto(workspaceId),
    [`${organization}/api-keys`]: await importInto({ organizationId }),
  };
  const ids: Record<string, string> = {
    organizationId,
    workspaceId,
    upstreamId,
    flowId,
    gatewayId,
    credentialId,
    memberId,
    webhookId,
  };
  return {
    organizationId,
    workspaceId,
    ownerToken,
    paths: [
      organization,
      workspace,
      `${workspace}/upstreams/${upstreamId}`,
      `${workspace}/flows/${flowId}`,
      `${workspace}/gateways/${gatewayId}`,
      `${workspace}/credentials/${credentialId}`,
      `${organization}/webhooks/${webhookId}`,
      ...Object.entries(imports).map(([list, id]) => `${list}/imports/${id}`),
      ...Object.entries(keys).map(([list, id]) => `${list}/${id}`),
    ],
    idOf(parameter, { path }) {
      const [list = ''] = path.split(/\/\{keyId\}|\/imports\//);
      const at = list.replaceAll(/\{(\w+)\}/g, (_, outer: string) => ids[outer] ?? outer);
      const id = { ...ids, keyId: keys[at], importId: imports[at] }[parameter];
      if (id === undefined) throw new Error(`the test has no ${parameter} for ${path}`);
      return id;
    },
  };
}

function call({ method, path, example }: Operation, idFor: (name: string) => string, token = mine.ownerToken) {
  const target = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => idFor(name));
  return km.request({ method, path: target, token, ...(example === undefined ? {} : { body: example }) });
}

function withoutInstance({ status, body: { instance: _instance, ...rest } }: ApiAnswer) {
  return { status, rest };
}

function nonEmptySubsets(names: readonly string[]): string[][] {
  const [first, ...others] = names;
  if (first === undefined) return [];
  const rest = nonEmptySubsets(others);
  return [[first], ...rest, ...rest.map((subset) => [first, ...subset])];
}

function tagOf(document: Record<string, unknown>): unknown {
  return Array.isArray(document.tags) ? document.tags[0] : undefined;
}
