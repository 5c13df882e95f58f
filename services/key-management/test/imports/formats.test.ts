import { mintToken } from '@keyward/auth';
import t from 'tap';
import { makePair } from '../fixtures/flowise-pairs.ts';
import { actionsOf, exportOf, flowiseFile, importFile } from '../fixtures/import-file.ts';
import { introspect, makeApiKey, makeTenant } from '../fixtures/keys.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';

const km = await startKeyManagement(t);
let tenants = 0;
const workspace = async () => (await makeTenant(km, `Tenant ${tenants++}`)).workspaceId;
/** The fixtures' tokens are in several files, and may be live in one workspace only. */
const fresh = (t: Parameters<typeof startKeyManagement>[0]) => startKeyManagement(t);
const apiKeysOf = (file: string): string[] => [...file.matchAll(/"apiKey": ?"([^"]+)"/g)].map(([, key = '']) => key);

t.test('every file of a real Flowise server is imported, and its keys go on working unchanged', async (t) => {
  const files = ['disk', 'list', 'list-paged', 'import-request'] as const;
  for (const name of files) {
    const own = await fresh(t);
    const file = flowiseFile(name);
    const answer = await importFile(own, own.workspaceId, file, name === 'import-request' ? {} : { mode: 'add-new' });
    t.match(answer, { status: 200, body: { mode: 'add-new', dryRun: false, enforcement: { gateways: 0 } } }, name);
    const inside = name === 'import-request' ? Buffer.from(file.split('base64,')[1] ?? '', 'base64').toString() : file;
    const tokens = apiKeysOf(inside);
    t.equal(answer.body.added, tokens.length);
    t.ok(tokens.length >= 2, name);
    for (const token of tokens) {
      t.match(await introspect(own, token), { body: { active: true, scope: /^flows:execute/ } }, 'a key of the file');
      t.notOk(answer.text.includes(token), 'the answer holds no token');
    }
  }
});

t.test('what Flowise knew of a key is kept as far as it means anything here, and the rest is named', async (t) => {
  const workspaceId = await workspace();
  const answer = await importFile(km, workspaceId, flowiseFile('disk'), { mode: 'add-new' });
  t.match(answer.body.keys, [
    { row: 0, name: 'DefaultKey', action: 'added', display: '…nEhI', notes: [] },
    { row: 1, name: 'Production web app' },
    { row: 2, name: 'Legacy padded', display: '…z/Q=' },
    { row: 3 },
    { row: 4, name: 'Zürich – café ☕' },
  ]);
  const { items } = await km.request({ path: `/v1/workspaces/${workspaceId}/api-keys?name=zürich` });
  t.match(items, [
    {
      externalId: 'bfc66818954df973484237d272fb1fdb',
      origin: 'imported',
      permissions: ['flows:execute'],
      flows: null,
      status: 'active',
    },
  ]);

  const token = 'x'.repeat(20);
  const row = { keyName: 'managed', apiKey: token, chatFlows: [{ flowName: 'Support "bot"' }, {}] };
  const permissions = ['executions:view', 'chatflows:delete', 'chatflows:update', 'tools:view', 'no permission at all'];
  const managed = await importFile(km, workspaceId, [{ ...row, permissions }], { mode: 'add-new' });
  t.match(managed.body.keys, [
    {
      notes: [
        'Permissions of Flowise that were dropped: tools:view, 1 more.',
        'Used by the flows "Support \\"bot\\""; names are no ids, so the key may call every flow.',
      ],
    },
  ]);
  const { body } = await introspect(km, token);
  t.equal(body.scope, 'flows:execute logs:view deployments:manage');
});

t.test('tokens are hashed at the cost that their origin asks for', async (t) => {
  const workspaceId = await workspace();
  const tokens = {
    url: Buffer.alloc(32, 250).toString('base64url'),
    padded: Buffer.alloc(32, 251).toString('base64'),
    hand: 'a-key-that-somebody-has-written-by-hand-43-x',
    'not 32 bytes': `${'a'.repeat(42)}9`,
  };
  const file = Object.entries(tokens).map(([keyName, apiKey]) => ({ keyName, apiKey, apiSecret: makePair(apiKey) }));
  t.equal((await importFile(km, workspaceId, file, { mode: 'add-new' })).status, 200);
  const rows = await km.database.query('select name, hash from keys where workspace_id = $1', [workspaceId]);
  const costs = Object.fromEntries(rows.map(({ name, hash }) => [name, String(hash).split('$')[3]]));
  t.same(costs, {
    url: 'm=1024,t=1,p=1',
    padded: 'm=1024,t=1,p=1',
    hand: 'm=19456,t=2,p=1',
    'not 32 bytes': 'm=19456,t=2,p=1',
  });
  for (const token of Object.values(tokens)) t.match(await introspect(km, token), { body: { active: true } }, token);
});

t.test('rows written by hand: with a token, with one of ours, with none', async (t) => {
  const workspaceId = await workspace();
  const ours = mintToken('api').token;
  const file = [
    { name: 'theirs', token: 'hand-made-0123456789-abcdefg', tags: ['old'], expiresIn: 'one-year' },
    { name: 'ours', token: ours, permissions: ['logs:view'], flows: ['a'], allowedIps: ['10.0.0.0/8'] },
    { name: 'none', limits: { requestsPerMinute: 5 }, metadata: { team: 'x' }, enabled: true },
    { name: 'weak', token: 'short', allowWeak: true },
  ];
  const answer = await importFile(km, workspaceId, file, { mode: 'error-if-exists' });
  t.match(answer, { status: 200, headers: { 'cache-control': 'no-store' }, body: { added: 4 } });
  const [theirs, own, none, weak] = Array.isArray(answer.body.keys) ? answer.body.keys : [];
  t.match([theirs, own, weak], [{ display: '…defg' }, { display: `kw_api_${ours.slice(7, 23)}…` }, { display: '…' }]);
  t.equal(own.id, ours.slice(7, 23), 'a token of ours keeps its id');
  t.notOk('token' in theirs || 'token' in own || 'token' in weak, 'only what was minted here is shown');
  t.match(none.token, /^kw_api_/);
  t.match((await introspect(km, none.token)).body, { active: true, keyward: { limits: { requestsPerMinute: 5 } } });
  t.match((await introspect(km, ours)).body, {
    scope: 'logs:view',
    keyward: { flows: ['a'], allowedIps: ['10.0.0.0/8'] },
  });
  t.match((await introspect(km, 'short')).body, { active: true });
  const { items } = await km.request({ path: `/v1/workspaces/${workspaceId}/api-keys?sort=name` });
  t.match(items, [{ name: 'none', origin: 'minted' }, { name: 'ours', origin: 'imported' }, { tags: ['old'] }, {}]);
});

t.test('an export is complete, holds no token, and its keys work in another installation', async (t) => {
  const workspaceId = await workspace();
  const options = {
    permissions: ['flows:execute', 'logs:view'],
    flows: ['bot'],
    allowedIps: ['::1'],
    limits: { requestsPerDay: 9 },
    metadata: { a: [1] },
    tags: ['web'],
    expiresAt: '2090-01-01T00:00:00.000Z',
  };
  const minted = await makeApiKey(km, workspaceId, { name: 'Minted', ...options });
  const revoked = await makeApiKey(km, workspaceId, { name: 'Revoked' });
  await km.request({ method: 'DELETE', path: `/v1/workspaces/${workspaceId}/api-keys/${revoked.id}` });
  const expired = await makeApiKey(km, workspaceId, { name: 'Expired' });
  await km.database.query("update keys set expires_at = now() - interval '1 hour' where id = $1", [expired.id]);
  const foreign = Buffer.alloc(32, 7).toString('base64url');
  await importFile(km, workspaceId, [{ name: 'Foreign', token: foreign, enabled: false, externalId: 'x-1' }], {
    mode: 'add-new',
  });

  const exported = await exportOf(km, workspaceId);
  t.match(exported, {
    status: 200,
    headers: { 'content-disposition': /^attachment; filename="keyward-api-keys-.*\.json"$/ },
  });
  t.match(exported.body, {
    format: 'keyward.api-keys',
    version: 1,
    exportedAt: String,
    keys: [
      { name: 'Minted', id: minted.id, ...options, hash: /^\$argon2id\$/, lookup: null, enabled: true },
      { name: 'Foreign', enabled: false, externalId: 'x-1', display: '…BwcH'.slice(0, 1), lookup: { kid: 'test' } },
    ],
  });
  t.equal(Object(exported.body.keys).length, 2, 'neither the revoked nor the expired one');
  for (const secret of [minted.token, minted.token.slice(-49, -6), foreign]) t.notOk(exported.text.includes(secret));

  const other = await fresh(t);
  const answer = await importFile(other, other.workspaceId, exported.text, { mode: 'add-new' });
  t.match(answer, { status: 200, body: { added: 2 } });
  t.match((await introspect(other, minted.token)).body, {
    active: true,
    client_id: minted.id,
    scope: 'flows:execute logs:view',
    exp: Date.parse(options.expiresAt) / 1000,
    keyward: { flows: ['bot'], allowedIps: ['::1'], limits: { requestsPerDay: 9 } },
  });
  t.match(
    (await introspect(other, foreign)).body,
    { active: false, keyward: { reason: 'revoked' } },
    'suspended there too',
  );
  const again = await exportOf(other, other.workspaceId);
  t.same(again.body.keys, exported.body.keys, 'an export of the import is the same');
  t.same(actionsOf(await importFile(km, workspaceId, exported.text, { mode: 'overwrite' })), {
    Minted: 'overwritten',
    Foreign: 'overwritten',
  });
  t.match((await introspect(km, minted.token)).body, { active: true }, 'and goes back to where it came from');
});

t.test('an export goes only where its master key and its prefix are known', async (t) => {
  const workspaceId = await workspace();
  const token = Buffer.alloc(32, 9).toString('base64url');
  await importFile(km, workspaceId, [{ name: 'Foreign', token }], { mode: 'add-new' });
  await makeApiKey(km, workspaceId, { name: 'Minted' });
  const { text } = await exportOf(km, workspaceId);

  const otherKey = `other:${Buffer.alloc(32, 8).toString('base64')}`;
  const sameName = `test:${Buffer.alloc(32, 8).toString('base64')}`;
  for (const [what, masterKeys, detail] of [
    ['another master key', otherKey, /master key that this installation does not have/],
    ['another master key of the same name', sameName, /master key that has another value/],
  ] as const) {
    const other = await startKeyManagement(t, { MASTER_KEYS: masterKeys });
    const answer = await importFile(other, other.workspaceId, text, { mode: 'add-new' });
    t.match(answer, { status: 422, body: { errors: [{ pointer: '/keys/0/lookup/kid', detail }] } }, what);
  }
  const renamed = text.replace('"kw_api_', '"acme_api_');
  const plain = await startKeyManagement(t);
  t.match(await importFile(plain, plain.workspaceId, renamed, { mode: 'add-new' }), {
    status: 422,
    body: { errors: [{ pointer: '/keys/1/display', detail: /TOKEN_PREFIX/ }] },
  });
  const both = await startKeyManagement(t, { TOKEN_PREFIX: 'kw,acme' });
  t.equal((await importFile(both, both.workspaceId, renamed, { mode: 'add-new' })).status, 200);
  t.match((await introspect(both, token)).body, { active: true });
});
