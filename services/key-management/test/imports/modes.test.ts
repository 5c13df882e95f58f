import t from 'tap';
import { actionsOf, importFile, liveRows } from '../fixtures/import-file.ts';
import { introspect, makeApiKey, makeTenant, revisionOf } from '../fixtures/keys.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';

const km = await startKeyManagement(t);
let tenants = 0;
const token = (name: string) => `token-of-${name}-0123456789`.padEnd(30, 'x');
const row = (name: string, more: object = {}) => ({ name, token: token(`${name}${tenants}`), ...more });
const isActive = async (text: string) => (await introspect(km, text)).body.active;

/** A workspace in which the keys A and B live. */
async function workspaceWithKeys() {
  const { workspaceId, organizationId } = await makeTenant(km, `Tenant ${++tenants}`);
  const a = await makeApiKey(km, workspaceId, { name: 'A' });
  const b = await makeApiKey(km, workspaceId, { name: 'B', tags: ['kept'] });
  return { workspaceId, organizationId, a, b, path: `/v1/workspaces/${workspaceId}/api-keys` };
}

t.test('add-new keeps what exists', async (t) => {
  for (const mode of ['add-new', 'ignoreIfExist']) {
    const { workspaceId, a } = await workspaceWithKeys();
    const answer = await importFile(km, workspaceId, [row('a'), row('C')], { mode });
    t.match(answer.body, { mode: 'add-new', added: 1, overwritten: 0, skipped: 1, revoked: 0, enforcement: {} });
    t.match(answer.body.keys, [
      { row: 0, name: 'a', action: 'skipped', id: a.id },
      { row: 1, action: 'added' },
    ]);
    t.same(
      [await isActive(a.token), await isActive(row('a').token), await isActive(row('C').token)],
      [true, false, true],
    );
  }
});

t.test('overwrite replaces the values and ends the old secret', async (t) => {
  for (const mode of ['overwrite', 'overwriteIfExist']) {
    const { workspaceId, a, b, path } = await workspaceWithKeys();
    const answer = await importFile(km, workspaceId, [row('A', { permissions: ['logs:view'] }), row('C')], { mode });
    t.match(answer.body, { mode: 'overwrite', added: 1, overwritten: 1, skipped: 0, revoked: 0 });
    t.same([await isActive(a.token), await isActive(b.token), await isActive(row('A').token)], [false, true, true]);
    t.match(await km.request({ path: `${path}/${a.id}` }), { body: { status: 'revoked' } });
    const { items } = await km.request({ path: `${path}?sort=name` });
    t.match(items, [{ name: 'A', permissions: ['logs:view'] }, { name: 'B', tags: ['kept'] }, { name: 'C' }]);
  }
});

t.test('replace-all ends every live key of the workspace, and of no other', async (t) => {
  for (const mode of ['replace-all', 'replaceAll']) {
    const { workspaceId, organizationId, a, b } = await workspaceWithKeys();
    const { token: wide } = await km
      .request({ method: 'POST', path: `/v1/organizations/${organizationId}/api-keys`, body: {} })
      .then(({ body }) => ({ token: String(body.token) }));
    const elsewhere = await workspaceWithKeys();
    const answer = await importFile(km, workspaceId, [row('B'), row('C')], { mode });
    t.match(answer.body, { mode: 'replace-all', added: 2, overwritten: 0, skipped: 0, revoked: 2 });
    t.match(answer.body.keys, [
      { row: 0, action: 'added' },
      { row: 1, action: 'added' },
      { row: null, name: 'A', action: 'revoked', id: a.id },
      { row: null, name: 'B', action: 'revoked', id: b.id },
    ]);
    t.same([await isActive(a.token), await isActive(b.token), await isActive(row('B').token)], [false, false, true]);
    t.same([await isActive(wide), await isActive(elsewhere.a.token)], [true, true]);
  }
});

t.test('error-if-exists lists every name that exists, and imports nothing', async (t) => {
  for (const mode of ['error-if-exists', 'errorIfExist']) {
    const { workspaceId } = await workspaceWithKeys();
    const before = await liveRows(km, workspaceId);
    const refused = await importFile(km, workspaceId, [row('C'), row('b'), row('A')], { mode });
    t.match(refused, {
      status: 409,
      body: {
        type: '/problems/import-names-taken',
        names: ['b', 'A'],
        errors: [{ pointer: '/1/name' }, { pointer: '/2/name' }],
      },
    });
    t.same(await liveRows(km, workspaceId), before);
    t.match(await importFile(km, workspaceId, [row('C')], { mode }), { status: 200, body: { added: 1 } });
    t.match(
      await importFile(km, workspaceId, [row('C')], { mode }),
      { status: 409, body: { names: ['C'] } },
      'the same file again: its names exist, and that they have its tokens is no fault of the file',
    );
    t.match(await importFile(km, workspaceId, [{ ...row('C'), name: 'A' }], { mode }), { status: 422 });
  }
});

t.test('the mode may stand in the query or in the body, but not twice differently, nor nowhere', async (t) => {
  const { workspaceId } = await workspaceWithKeys();
  const file = (importMode?: string) => {
    const rows = JSON.stringify([{ keyName: 'D', apiKey: row('D').token }]);
    return { importMode, jsonFile: `data:application/json;base64,${Buffer.from(rows).toString('base64')}` };
  };
  const refused = { status: 400, body: { type: '/problems/validation-failed' } };
  t.match(await importFile(km, workspaceId, file('replaceAll'), { mode: 'add-new' }), refused);
  t.match(await importFile(km, workspaceId, file('other')), {
    ...refused,
    body: { errors: [{ pointer: '/importMode' }] },
  });
  t.match(await importFile(km, workspaceId, file()), { ...refused, body: { errors: [{ pointer: '/mode' }] } });
  t.match(await importFile(km, workspaceId, [row('D')]), refused);
  t.match(await importFile(km, workspaceId, [row('D')], { mode: 'toString' }), refused);
  t.match(await importFile(km, workspaceId, file('ignoreIfExist'), { mode: 'add-new' }), {
    status: 200,
    body: { added: 1 },
  });
});

t.test('a dry run says the same and changes nothing', async (t) => {
  const { workspaceId, a, path } = await workspaceWithKeys();
  const [before, revision] = [await liveRows(km, workspaceId), await revisionOf(km)];
  const file = [row('A'), row('C'), { name: 'minted' }];
  for (const [mode, counts, actions] of [
    ['add-new', { added: 2, skipped: 1 }, { A: 'skipped', C: 'added', minted: 'added' }],
    ['overwrite', { added: 2, overwritten: 1 }, { A: 'overwritten', C: 'added', minted: 'added' }],
    ['replace-all', { added: 3, revoked: 2 }, { A: 'revoked', B: 'revoked', C: 'added', minted: 'added' }],
  ] as const) {
    const answer = await importFile(km, workspaceId, file, { mode, dryRun: true });
    t.match(answer, { status: 200, body: { importId: null, dryRun: true, enforcement: null, ...counts } }, mode);
    t.same(actionsOf(answer), actions, mode);
    t.notMatch(answer.text, /"token"/, 'nothing was minted');
  }
  t.equal((await importFile(km, workspaceId, file, { mode: 'error-if-exists', dryRun: true })).status, 409);
  t.same(await liveRows(km, workspaceId), before);
  t.equal(await revisionOf(km), revision);
  t.same((await km.request({ path: `${path}/imports` })).items, []);
  t.equal(await isActive(a.token), true);
});

t.test('an import is recorded: who, when, which file, what it did', async (t) => {
  const { workspaceId, organizationId, path } = await workspaceWithKeys();
  const text = JSON.stringify([row('A'), row('C')]);
  const { body } = await importFile(km, workspaceId, text, { mode: 'overwrite' });
  const digest = await crypto.subtle.digest('SHA-256', Buffer.from(text));
  const record = {
    id: String(body.importId),
    mode: 'overwrite',
    format: 'written',
    digest: Buffer.from(digest).toString('hex'),
    rows: 2,
    added: 1,
    overwritten: 1,
    skipped: 0,
    revoked: 0,
    undoneAt: null,
    undoneBy: null,
  };
  t.match(await km.request({ path: `${path}/imports/${record.id}` }), { status: 200, body: record });
  await importFile(km, workspaceId, [row('D')], { mode: 'add-new' });
  const page = await km.request({ path: `${path}/imports?limit=1` });
  t.match(page, { status: 200, items: [{ mode: 'add-new' }] });
  const next = await km.request({ path: `${path}/imports?limit=1&cursor=${String(page.body.nextCursor)}` });
  t.match(next, { items: [record], body: { nextCursor: null } });
  const events = `/v1/organizations/${organizationId}/audit-events?action=api-keys.imported`;
  t.match((await km.request({ path: events })).items, [
    {},
    { target: { type: 'import', id: record.id }, after: record },
  ]);
});

t.test('progress comes as lines, and the answer as the last one', async (t) => {
  const { workspaceId } = await workspaceWithKeys();
  const headers = { accept: 'application/x-ndjson' };
  const linesOf = (text: string) =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  const done = await importFile(km, workspaceId, [row('A'), row('C')], { mode: 'overwrite', headers });
  t.match(done.headers, { 'content-type': /^application\/x-ndjson/ });
  const lines = linesOf(done.text);
  t.match(lines.at(-1), { importId: String, added: 1, overwritten: 1, keys: [{}, {}], enforcement: { gateways: 0 } });
  const phases = new Set(lines.slice(0, -1).map(({ progress }) => progress.phase));
  t.same([...phases], ['reading', 'checking', 'hashing', 'writing']);
  for (const { progress } of lines.slice(0, -1)) t.match(progress, { done: Number, total: Number });

  const bad = await importFile(km, workspaceId, [row('A'), { name: '' }], { mode: 'overwrite', headers });
  t.equal(bad.status, 200, 'the head was sent with the first line');
  t.match(linesOf(bad.text).at(-1), {
    problem: { type: '/problems/import-refused', status: 422, instance: String, errors: [{ pointer: '/1/name' }] },
  });
});

t.test('a repeat under the same Idempotency-Key changes nothing and shows no token again', async (t) => {
  const { workspaceId, path } = await workspaceWithKeys();
  const file = [row('A'), { name: 'minted' }];
  const request = { mode: 'add-new', headers: { 'idempotency-key': `import-${tenants}` } };
  const first = await importFile(km, workspaceId, file, request);
  const [, minted] = Object(first.body.keys);
  t.match(minted.token, /^kw_api_/);
  const second = await importFile(km, workspaceId, file, request);
  t.match(second, { status: 200, body: { importId: first.body.importId, added: 1, enforcement: { gateways: 0 } } });
  t.match(second.body.keys, [{ action: 'skipped' }, { ...minted, token: null }]);
  t.equal((await km.request({ path: `${path}/imports` })).items.length, 1);
  t.equal((await importFile(km, workspaceId, [row('Z')], request)).status, 422, 'another file under this key');
  const lines = { ...request, headers: { ...request.headers, accept: 'application/x-ndjson' } };
  const third = await importFile(km, workspaceId, file, lines);
  t.match(JSON.parse(third.text.trimEnd().split('\n').at(-1) ?? ''), { importId: first.body.importId });
});

t.test('a client that does not want to wait for the gateways is answered 202', async (t) => {
  const { workspaceId } = await workspaceWithKeys();
  const headers = { prefer: 'respond-async' };
  const answer = await importFile(km, workspaceId, [row('A')], { mode: 'overwrite', headers });
  t.match(answer, { status: 202, body: { overwritten: 1 } });
  t.notOk('enforcement' in answer.body);
});

t.test('an import moves the feed once, and not at all when it alters nothing', async (t) => {
  const { workspaceId } = await workspaceWithKeys();
  const revision = await revisionOf(km);
  await importFile(km, workspaceId, [row('A'), row('C')], { mode: 'overwrite' });
  t.equal(await revisionOf(km), revision + 1);
  const [change] = await km.database.query('select entity, entity_id from changes order by revision desc limit 1');
  t.same(change, { entity: 'workspace', entity_id: workspaceId }, 'every cached answer about its keys is dropped');
  t.match(await importFile(km, workspaceId, [row('A')], { mode: 'add-new' }), {
    body: { skipped: 1, enforcement: {} },
  });
  t.equal(await revisionOf(km), revision + 1);
});

t.test('only who holds apikeys:import may import, export or take back', async (t) => {
  const { workspaceId, organizationId, path } = await workspaceWithKeys();
  const { body } = await km.request({
    method: 'POST',
    path: `/v1/organizations/${organizationId}/management-keys`,
    body: { permissions: ['apikeys:view', 'apikeys:create', 'apikeys:update', 'apikeys:delete'] },
  });
  const as = String(body.token);
  const imported = await importFile(km, workspaceId, [row('C')], { mode: 'add-new' });
  const refused = { status: 403, body: { scope: 'apikeys:import' } };
  t.match(await importFile(km, workspaceId, [row('D')], { mode: 'add-new', token: as }), refused);
  t.match(await km.request({ path: `${path}/export`, token: as }), refused);
  t.match(await km.request({ path: `${path}/imports`, token: as }), refused);
  const undo = `${path}/imports/${String(imported.body.importId)}/undo`;
  t.match(await km.request({ method: 'POST', path: undo, token: as }), refused);
});
