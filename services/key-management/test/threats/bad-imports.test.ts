import { mintToken } from '@keyward/auth';
import t, { type Test } from 'tap';
import { exportOf, flowiseFile, importFile, liveRows } from '../fixtures/import-file.ts';
import { introspect, makeApiKey, makeTenant } from '../fixtures/keys.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';

// A file comes from anywhere. Whatever is wrong with it, it is refused whole, with every bad row named, nothing of it
// done, and nothing of its tokens repeated.

const km = await startKeyManagement(t);
const acme = await makeTenant(km, 'Acme');
const { workspaceId } = acme;
const kept = await makeApiKey(km, workspaceId, { name: 'Kept' });
const secret = 'canary-in-a-file-0123456789';

/** Sends a bad file and looks that nothing has happened. */
async function refused(t: Test, file: unknown, mode = 'replace-all') {
  const before = await liveRows(km, workspaceId);
  const answer = await importFile(km, workspaceId, file, { mode });
  t.notMatch(answer.text, secret, 'no token is repeated');
  t.same(await liveRows(km, workspaceId), before, 'nothing was done');
  t.match((await introspect(km, kept.token)).body, { active: true });
  return answer;
}

t.test('every bad row is named, with each rule that it breaks', async (t) => {
  const token = (name: string) => `${secret}-${name}`;
  const file = [
    { name: 'good', token: token('good') },
    { name: '', token: 7, permissions: ['flows:run'], tags: 'x' },
    { token: token('nameless') },
    { name: 'GOOD', token: token('another') },
    { name: 'copy', token: token('good') },
    { name: 'late', token: token('late'), expiresAt: '2020-01-01T00:00:00Z' },
    { name: 'weak', token: 'short' },
    { name: 'extra', token: token('extra'), hash: 'x', operator: true },
    { name: 'ip', token: token('ip'), allowedIps: [secret] },
    { name: 'typo', token: mintToken('api').token.replace(/.$/, '-') },
    { name: 'kind', token: mintToken('mgmt').token },
    { name: 'blank', token: `${secret} x` },
    null,
    'text',
    [1],
    { name: 'nul', token: token('nul'), metadata: { a: 'b\0' } },
  ];
  const answer = await refused(t, file);
  t.match(answer, { status: 422, body: { type: '/problems/import-refused', detail: /15 rows are bad/ } });
  const dry = await importFile(km, workspaceId, file, { mode: 'replace-all', dryRun: true });
  t.equal(dry.status, 422, 'a dry run says the same');
  t.same(dry.body.errors, answer.body.errors);
  const errors: { pointer: string; detail: string }[] = Object(answer.body.errors);
  const pointers = [...errors].map(({ pointer }) => pointer);
  t.same(pointers, [
    '/1/name',
    '/1/name',
    '/1/token',
    '/1/permissions/0',
    '/1/tags',
    '/2/name',
    '/3/name',
    '/4/token',
    '/5/expiresAt',
    '/6/token',
    '/7/hash',
    '/7/operator',
    '/8/allowedIps/0',
    '/9/token',
    '/10/token',
    '/11/token',
    '/12',
    '/13',
    '/14',
    '/15/metadata/a',
  ]);
});

t.test('members that would reach a prototype are refused by name', async (t) => {
  const file = `[{"name":"a","__proto__":{"enabled":false}},{"name":"b","constructor":1}]`;
  t.match(await refused(t, file), {
    status: 422,
    body: { errors: [{ pointer: '/0/__proto__' }, { pointer: '/1/constructor' }] },
  });
  t.equal(Reflect.get({}, 'enabled'), undefined);
});

t.test("a pair of Flowise's that does not match, also beside other bad rows", async (t) => {
  const [first, second] = JSON.parse(flowiseFile('mismatched-pair'));
  const alone = await refused(t, [first, second], 'add-new');
  t.match(alone, { status: 422, body: { errors: [{ pointer: '/1/apiSecret' }] } });
  const both = await refused(t, {
    total: 3,
    data: [{ ...first, keyName: 'a\u2028b' }, second, { ...first, apiSecret: 'x' }],
  });
  t.match(both.body.errors, [
    { pointer: '/data/0/keyName' },
    { pointer: '/data/1/apiSecret' },
    { pointer: '/data/2/apiSecret' },
  ]);
  const digest = String(second.apiSecret).slice(0, 20);
  t.notMatch(both.text, digest);
});

t.test('a token that is live elsewhere, or here under another name', async (t) => {
  const other = await makeTenant(km, 'Other');
  const ours = await makeApiKey(km, other.workspaceId, { name: 'Theirs' });
  await importFile(km, other.workspaceId, [{ name: 'Foreign', token: `${secret}-elsewhere` }], { mode: 'add-new' });
  const file = [
    { name: 'a', token: `${secret}-elsewhere` },
    { name: 'b', token: ours.token },
    { name: 'c', token: kept.token },
  ];
  const elsewhere = {
    status: 422,
    body: { errors: [{ pointer: '/0/token', detail: /elsewhere/ }, { pointer: '/1/token' }] },
  };
  t.match(await refused(t, file.slice(0, 2)), elsewhere);
  t.match(await refused(t, file.slice(2), 'add-new'), {
    status: 422,
    body: { errors: [{ detail: /another live key here/ }] },
  });
  t.match(await refused(t, file.slice(2), 'overwrite'), { status: 422 });
  t.match(await importFile(km, workspaceId, [{ name: 'KEPT', token: kept.token }], { mode: 'replace-all' }), {
    status: 200,
  });
  t.match((await introspect(km, kept.token)).body, { active: true }, 'a key may take its own place');
});

t.test('an export whose hashes, look-ups or version are not ours', async (t) => {
  const { body } = await exportOf(km, workspaceId);
  const [row] = Object(body.keys);
  const hash = (parameters: string) => row.hash.replace(/m=\d+,t=\d+,p=\d+/, parameters);
  const hashes = [
    '$2b$10$abcdefghijklmnopqrstuv',
    row.hash.replace('argon2id', 'argon2i'),
    row.hash.replace('v=19', 'v=16'),
    hash('m=4194304,t=1,p=1'),
    hash('m=1024,t=4000000000,p=1'),
    hash('m=1024,t=1,p=255'),
    hash('m=8,t=1,p=1'),
    hash('m=-1,t=1,p=1'),
    `${row.hash}A`,
    row.hash.slice(0, -1),
    '',
  ];
  const rows = hashes.map((text, index) => ({
    ...row,
    id: `AAAAAAAAAAAAAA${10 + index}`,
    display: `kw_api_AAAAAAAAAAAAAA${10 + index}…`,
    name: `row ${index}`,
    hash: text,
  }));
  const badHashes = await refused(t, { ...body, keys: rows });
  t.same(
    [...Object(badHashes.body.errors)].map(({ pointer }: { pointer: string }) => pointer),
    hashes.map((_, index) => `/keys/${index}/hash`),
  );

  const lookup = { kid: 'dead', digest: Buffer.alloc(16, 1).toString('base64url') };
  const badLookups = [
    { ...row, lookup, display: '…abcd' },
    { ...row, id: 'B'.repeat(16), lookup: null },
    { ...row, id: 'C'.repeat(16), name: 'c', lookup: { ...lookup, kid: 'test' }, display: `${secret}` },
  ];
  const answer = await refused(t, { ...body, keys: badLookups });
  t.match(answer.body.errors, [
    { pointer: '/keys/0/lookup/kid' },
    { pointer: '/keys/1/display' },
    { pointer: '/keys/2/display' },
  ]);

  for (const [change, pointer] of [
    [{ version: 2 }, '/version'],
    [{ format: 'keyward.other' }, '/format'],
    [{ version: undefined }, '/version'],
    [{ more: 1 }, '/more'],
    [{ keys: undefined }, '/keys'],
  ] as const) {
    t.match(await refused(t, { ...body, ...change }), { status: 422, body: { errors: [{ pointer }] } }, pointer);
  }
});

t.test('what is no file of keys at all', async (t) => {
  const notJson = { status: 400, body: { type: '/problems/invalid-request' } };
  for (const file of [
    '',
    'keys',
    '"text"',
    '7',
    'null',
    '[{"name": "a"}',
    '[{"name": "a"},]',
    `[{"name": "${secret}]`,
    '[] []',
  ]) {
    t.match(await refused(t, file), notJson, file);
  }
  const uri = (text: string) => `data:application/json;base64,${Buffer.from(text).toString('base64')}`;
  for (const jsonFile of [
    '',
    'x',
    uri('[{'),
    `${uri('[]')}?`,
    'data:text/csv;base64,W10=',
    'data:application/json,[]',
  ]) {
    t.match(await refused(t, { importMode: 'replaceAll', jsonFile }), notJson, jsonFile);
  }
  const noList = { importMode: 'replaceAll', jsonFile: uri('{}') };
  t.match(await refused(t, noList), { status: 422, body: { type: '/problems/import-refused' } });
  for (const file of ['{}', '{"importMode":"replaceAll"}', '{"rows":[]}', '{"data":[],"keys":[]}', '{"format":"x"}']) {
    t.match(await refused(t, file), { status: 422, body: { type: '/problems/import-refused' } }, file);
  }
});

t.test('20,000 bad rows are all named, in a problem document like any other', async (t) => {
  const answer = await refused(t, `[${'{},'.repeat(19_999)}{"token":"${secret}"}]`);
  const { type, instance, detail, errors } = answer.body;
  t.equal(answer.status, 422);
  t.match(answer.headers, { 'content-type': 'application/problem+json; charset=utf-8', 'x-request-id': instance });
  t.match({ type, detail }, { type: '/problems/import-refused', detail: /20000 rows are bad/ });
  const pointers: string[] = Object(errors).map(({ pointer }: { pointer: string }) => pointer);
  t.same([...new Set(pointers.map((pointer) => pointer.split('/')[1]))], [...Array(20_000).keys()].map(String));
});

t.test('100,001 rows are refused, and soon', async (t) => {
  const started = performance.now();
  const answer = await importFile(km, workspaceId, `[${'{},'.repeat(100_000)}{}]`, { mode: 'replace-all' });
  t.match(answer, { status: 413, body: { type: '/problems/import-too-large', detail: /100000 keys/ } });
  t.ok(performance.now() - started < 30_000);
  t.match((await introspect(km, kept.token)).body, { active: true });
});
