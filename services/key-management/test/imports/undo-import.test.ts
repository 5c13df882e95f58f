import fc from 'fast-check';
import t from 'tap';
import { importFile, liveRows, undoImport } from '../fixtures/import-file.ts';
import { introspect, makeApiKey, makeTenant, revisionOf } from '../fixtures/keys.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';

const km = await startKeyManagement(t);
let tenants = 0;
const tokenOf = (name: string) => `token-of-${encodeURIComponent(name)}-in-${tenants}`.padEnd(40, 'x');
const row = (name: string) => ({ name, token: tokenOf(name) });
const isActive = async (text: string) => (await introspect(km, text)).body.active;

async function workspaceWithKeys() {
  const { workspaceId, organizationId } = await makeTenant(km, `Tenant ${++tenants}`);
  const a = await makeApiKey(km, workspaceId, { name: 'A', tags: ['kept'] });
  const b = await makeApiKey(km, workspaceId, { name: 'B' });
  return { workspaceId, organizationId, a, b, path: `/v1/workspaces/${workspaceId}/api-keys` };
}

async function imported(
  workspaceId: string,
  rows: object[],
  mode: string,
): Promise<{ importId: string; ids: string[] }> {
  const { body } = await importFile(km, workspaceId, rows, { mode });
  const keys: { id: string; row: number | null }[] = Object(body.keys);
  return { importId: String(body.importId), ids: [...keys].filter((key) => key.row !== null).map(({ id }) => id) };
}

t.test('whatever an import did, taking it back leaves the live keys as they were', async (t) => {
  for (const [mode, undone] of [
    ['add-new', { revoked: 1, restored: 0 }],
    ['overwrite', { revoked: 2, restored: 1 }],
    ['replace-all', { revoked: 2, restored: 2 }],
  ] as const) {
    const { workspaceId, organizationId, a, path } = await workspaceWithKeys();
    const before = await liveRows(km, workspaceId);
    const { importId } = await imported(workspaceId, [row('A'), row('C')], mode);
    t.notSame(await liveRows(km, workspaceId), before);
    const revision = await revisionOf(km);
    const answer = await undoImport(km, workspaceId, importId);
    t.match(answer, { status: 200, body: { importId, undone, enforcement: { gateways: 0 } } }, mode);
    t.same(await liveRows(km, workspaceId), before, mode);
    t.same([await isActive(a.token), await isActive(tokenOf('A')), await isActive(tokenOf('C'))], [true, false, false]);
    t.equal(await revisionOf(km), revision + 1);
    t.match((await km.request({ path: `${path}/imports/${importId}` })).body, { undoneAt: String, undoneBy: String });
    const events = `/v1/organizations/${organizationId}/audit-events?action=api-keys.import-undone`;
    t.match((await km.request({ path: events })).items, [{ target: { id: importId }, after: { undone } }]);

    const again = await undoImport(km, workspaceId, importId);
    t.match(again, { status: 200, body: { importId, undone, enforcement: {} } }, 'a second time it answers the same');
    t.same(await liveRows(km, workspaceId), before);
    t.equal(await revisionOf(km), revision + 1, 'and does nothing');
  }
});

t.test('later changes are in the way, and are named', async (t) => {
  type Place = Awaited<ReturnType<typeof workspaceWithKeys>> & { ids: string[] };
  const cases: [what: string, change: (place: Place) => Promise<unknown>, name: string, reason: RegExp][] = [
    [
      'an edit',
      ({ path, ids }) => km.request({ method: 'PATCH', path: `${path}/${ids[1]}`, body: { tags: ['x'] } }),
      'C',
      /changed since/,
    ],
    [
      'a rotation',
      ({ path, ids }) => km.request({ method: 'POST', path: `${path}/${ids[1]}/rotate`, body: { overlap: 'PT0S' } }),
      'C',
      /replaced since/,
    ],
    [
      'a later import',
      ({ workspaceId }) => importFile(km, workspaceId, [{ name: 'C' }], { mode: 'overwrite' }),
      'C',
      /replaced since/,
    ],
    [
      'a revoked key whose predecessor would come back',
      ({ path, ids }) => km.request({ method: 'DELETE', path: `${path}/${ids[0]}` }),
      'A',
      /would come back/,
    ],
    [
      'a new key of the name',
      async ({ path, ids, workspaceId }) => {
        await km.request({ method: 'DELETE', path: `${path}/${ids[0]}` });
        await makeApiKey(km, workspaceId, { name: 'a' });
      },
      'a',
      /has the name/,
    ],
  ];
  for (const [what, change, name, reason] of cases) {
    const place = await workspaceWithKeys();
    const { importId, ids } = await imported(place.workspaceId, [row('A'), row('C')], 'overwrite');
    await change({ ...place, ids });
    const before = await liveRows(km, place.workspaceId);
    const answer = await undoImport(km, place.workspaceId, importId);
    t.match(answer, { status: 409, body: { type: '/problems/undo-in-the-way' } }, what);
    const keys: { name: string; reason: string }[] = Object(answer.body.keys);
    t.ok(
      [...keys].some((key) => key.name === name && reason.test(key.reason)),
      `${what}: ${answer.text}`,
    );
    t.same(await liveRows(km, place.workspaceId), before, 'nothing was done');
  }
});

t.test('a key revoked since that had replaced none is in nobody’s way', async (t) => {
  const { workspaceId, path } = await workspaceWithKeys();
  const before = await liveRows(km, workspaceId);
  const { importId, ids } = await imported(workspaceId, [row('A'), row('C')], 'overwrite');
  await km.request({ method: 'DELETE', path: `${path}/${ids[1]}` });
  t.match(await undoImport(km, workspaceId, importId), { status: 200, body: { undone: { revoked: 1, restored: 1 } } });
  t.same(await liveRows(km, workspaceId), before);
});

t.test('imports are taken back in the order in which they lie upon each other', async (t) => {
  const { workspaceId } = await workspaceWithKeys();
  const start = await liveRows(km, workspaceId);
  const first = await imported(workspaceId, [row('A'), row('C')], 'replace-all');
  const between = await liveRows(km, workspaceId);
  const second = await imported(workspaceId, [row('C'), row('D')], 'overwrite');
  t.equal((await undoImport(km, workspaceId, first.importId)).status, 409);
  t.equal((await undoImport(km, workspaceId, second.importId)).status, 200);
  t.same(await liveRows(km, workspaceId), between);
  t.equal((await undoImport(km, workspaceId, first.importId)).status, 200);
  t.same(await liveRows(km, workspaceId), start);
});

t.test('after 24 hours it is too late', async (t) => {
  const { workspaceId } = await workspaceWithKeys();
  const { importId } = await imported(workspaceId, [row('C')], 'add-new');
  await km.database.query("update imports set created_at = created_at - interval '24 hours' where id = $1", [importId]);
  const answer = await undoImport(km, workspaceId, importId);
  t.match(answer, { status: 410, body: { type: '/problems/undo-too-late' } });
  t.equal(await isActive(tokenOf('C')), true);
});

t.test('an import of another workspace is none', async (t) => {
  const theirs = await workspaceWithKeys();
  const { importId } = await imported(theirs.workspaceId, [row('C')], 'add-new');
  const mine = await workspaceWithKeys();
  t.equal((await undoImport(km, mine.workspaceId, importId)).status, 404);
  t.equal((await undoImport(km, mine.workspaceId, 'AAAAAAAAAAAAAAAA')).status, 404);
  t.equal((await km.request({ path: `${mine.path}/imports/${importId}` })).status, 404);
});

t.test(
  'property: import and undo are the identity on live keys, whatever lives there and whatever is imported',
  async (t) => {
    const names = fc.uniqueArray(fc.constantFrom('A', 'B', 'C', 'D', 'E', 'É'), { selector: (name) => name });
    const step = fc.record({
      mode: fc.constantFrom('add-new', 'overwrite', 'replace-all'),
      names,
      minted: fc.boolean(),
    });
    const property = fc.asyncProperty(
      names,
      fc.array(step, { minLength: 1, maxLength: 3 }),
      async (existing, steps) => {
        const { workspaceId } = await makeTenant(km, `Model ${++tenants}`);
        for (const name of existing) await makeApiKey(km, workspaceId, { name });
        const states = [await liveRows(km, workspaceId)];
        const imports: string[] = [];
        for (const [index, { mode, names: imported, minted }] of steps.entries()) {
          const rows = imported.map((name) => (minted ? { name } : { name, token: tokenOf(`${name}-${index}`) }));
          const { status, body, text } = await importFile(km, workspaceId, rows, { mode });
          if (status !== 200) throw new Error(text);
          imports.push(String(body.importId));
          const live = new Set((await liveRows(km, workspaceId)).map(({ name }) => name));
          if (!imported.every((name) => live.has(name))) throw new Error('a name of the file does not live');
          states.push(await liveRows(km, workspaceId));
        }
        while (imports.length > 0) {
          states.pop();
          const { status, text } = await undoImport(km, workspaceId, imports.pop());
          if (status !== 200) throw new Error(text);
          if (JSON.stringify(await liveRows(km, workspaceId)) !== JSON.stringify(states.at(-1)))
            throw new Error('not as before');
        }
      },
    );
    await fc.assert(property, { numRuns: 6, interruptAfterTimeLimit: 60_000 });
    t.pass('held');
  },
);
