import t from 'tap';
import { exportOf, flowiseFile, importFile, liveRows, pathOf, undoImport } from '../fixtures/import-file.ts';
import { introspect, makeApiKey, makeManagementKey, makeTenant, revisionOf, textOf } from '../fixtures/keys.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';

const km = await startKeyManagement(t);
let tenants = 0;
const token = (name: string) => `token-of-${name}-0123456789`.padEnd(30, 'x');

/** An organization with a key named A in its workspace, and one that is valid in all of them. */
async function organizationWithKeys() {
  const tenant = await makeTenant(km, `Tenant ${++tenants}`);
  const { organizationId, workspaceId } = tenant;
  const inWorkspace = await makeApiKey(km, workspaceId, { name: 'A' });
  const wide = await km.request({ method: 'POST', path: pathOf({ organizationId }), body: { name: 'A' } });
  const list = { organizationId };
  return { ...tenant, list, inWorkspace: inWorkspace.token, wide: textOf(wide, 'token') };
}

const isActive = async (text: string) => (await introspect(km, text)).body.active;

t.test('keys come in that are valid in every workspace of the organization', async (t) => {
  const { organizationId, workspaceId, list } = await organizationWithKeys();
  const answer = await importFile(km, list, [{ name: 'B', token: token('B') }, { name: 'minted' }], {
    mode: 'add-new',
  });
  t.match(answer, {
    status: 200,
    body: { added: 2, skipped: 0, enforcement: {}, keys: [{ row: 0 }, { token: String }] },
  });
  t.match((await introspect(km, token('B'))).body, {
    active: true,
    keyward: { kind: 'api', organizationId, workspaceId: null },
  });
  t.match(await km.request({ path: `${pathOf(list)}?name=B` }), {
    body: { items: [{ name: 'B', organizationId, workspaceId: null, origin: 'imported' }] },
  });
  t.match(await km.request({ path: `${pathOf(workspaceId)}?name=B` }), { body: { items: [] } }, 'in no workspace');
});

t.test("a file of Flowise's comes in as well", async (t) => {
  const { list } = await organizationWithKeys();
  const answer = await importFile(km, list, flowiseFile('disk'), { mode: 'error-if-exists' });
  t.match(answer, { status: 200, body: { mode: 'error-if-exists', skipped: 0 } });
});

t.test('what exists is looked for among the organization-wide keys only', async (t) => {
  const { workspaceId, list, inWorkspace, wide } = await organizationWithKeys();
  const before = await liveRows(km, workspaceId);
  const skipped = await importFile(km, list, [{ name: 'a', token: token('a') }], { mode: 'add-new' });
  t.match(skipped.body, { added: 0, skipped: 1 });
  const replaced = await importFile(km, list, [{ name: 'C', token: token('C') }], { mode: 'replace-all' });
  t.match(replaced.body, { added: 1, revoked: 1 });
  t.same([await isActive(wide), await isActive(inWorkspace), await isActive(token('C'))], [false, true, true]);
  t.same(await liveRows(km, workspaceId), before);
  t.match(
    await importFile(km, workspaceId, [{ name: 'D', token: token('C') }], { mode: 'add-new' }),
    { status: 422, body: { errors: [{ pointer: '/0/token', detail: 'is the token of a live key elsewhere' }] } },
    'a token is one key only',
  );
});

t.test('every gateway is told, since the keys are valid anywhere in the organization', async (t) => {
  const { organizationId, list } = await organizationWithKeys();
  const before = await revisionOf(km);
  await importFile(km, list, [{ name: 'A', token: token('told') }], { mode: 'overwrite' });
  t.match(
    await km.database.query('select entity, entity_id, workspace_id from changes where revision > $1', [before]),
    [{ entity: 'organization', entity_id: organizationId, workspace_id: null }],
  );
});

t.test('an import is recorded, and taken back', async (t) => {
  const { organizationId, workspaceId, list, wide } = await organizationWithKeys();
  const start = await liveRows(km, list);
  const { body } = await importFile(km, list, [{ name: 'B', token: token('undone') }], { mode: 'replace-all' });
  const record = await km.request({ path: `${pathOf(list)}/imports/${String(body.importId)}` });
  t.match(record.body, { id: body.importId, mode: 'replace-all', added: 1, revoked: 1, undoneAt: null });
  t.match((await km.request({ path: `${pathOf(list)}/imports` })).body, { items: [record.body], nextCursor: null });
  t.match((await km.request({ path: `${pathOf(workspaceId)}/imports` })).body, { items: [] }, 'none of the workspace');
  t.equal((await undoImport(km, workspaceId, body.importId)).status, 404, 'nor to be taken back there');
  t.match((await undoImport(km, list, body.importId)).body, { undone: { revoked: 1, restored: 1 }, enforcement: {} });
  t.same(await liveRows(km, list), start);
  t.same([await isActive(wide), await isActive(token('undone'))], [true, false]);
  const { items } = (await km.request({ path: `/v1/organizations/${organizationId}/audit-events?limit=2` })).body;
  t.match(items, [
    { action: 'api-keys.import-undone', workspaceId: null },
    { action: 'api-keys.imported', workspaceId: null, after: { id: body.importId } },
  ]);
});

t.test('an export holds the organization-wide keys alone, and brings them into another organization', async (t) => {
  const { list, wide, inWorkspace } = await organizationWithKeys();
  const file = await exportOf(km, list);
  t.match(file, { status: 200, body: { format: 'keyward.api-keys', keys: [{ name: 'A' }] } });
  t.notMatch(file.text, wide);
  await importFile(km, list, [], { mode: 'replace-all' });
  t.equal(await isActive(wide), false);
  const other = await organizationWithKeys();
  t.match(await importFile(km, other.list, file.text, { mode: 'overwrite' }), { body: { overwritten: 1 } });
  t.match((await introspect(km, wide)).body, { active: true, keyward: { organizationId: other.organizationId } });
  t.equal(await isActive(inWorkspace), true);
});

t.test('two imports at once into one organization: one is refused', async (t) => {
  const { list } = await organizationWithKeys();
  const rows = (of: string) =>
    Array.from({ length: 300 }, (_, at) => ({ name: `${of} ${at}`, token: token(`${of}${at}`) }));
  const answers = await Promise.all(['x', 'y'].map((of) => importFile(km, list, rows(of), { mode: 'replace-all' })));
  t.same(new Set(answers.map(({ status }) => status)), new Set([200, 409]));
  t.equal((await liveRows(km, list)).length, 300, 'nothing of the other one');
});

t.test('needs apikeys:import in the whole organization', async (t) => {
  const { organizationId, workspaceId, list } = await organizationWithKeys();
  const permissions = ['apikeys:import'];
  const here = await makeManagementKey(km, organizationId, { permissions, workspaceId });
  const everywhere = await makeManagementKey(km, organizationId, { permissions });
  const viewer = await makeManagementKey(km, organizationId, { permissions: ['apikeys:view', 'apikeys:create'] });
  const attempt = async (held: string) =>
    (await importFile(km, list, [{ name: 'E' }], { mode: 'add-new', token: held })).status;
  t.equal(await attempt(here.token), 403, 'held in a workspace, it counts there alone');
  t.equal(await attempt(viewer.token), 403);
  t.equal(await attempt(everywhere.token), 200);
});
