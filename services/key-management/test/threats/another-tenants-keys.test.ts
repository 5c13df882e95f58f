import { newId } from '@keyward/auth';
import t from 'tap';
import {
  apiKeysPath,
  introspect,
  makeApiKey,
  makeManagementKey,
  makeTenant,
  revisionOf,
  textOf,
} from '../fixtures/keys.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';

// The attack: a caller with every right in one organization puts the ids of another one into every position of every
// path. All answers must be those for an id that never existed, and nothing of the other tenant may change.

const km = await startKeyManagement(t);
const mine = await makeTenant(km, 'Mine');
const theirs = await makeTenant(km, 'Theirs');
const wideKey = async (organizationId: string) => {
  const path = `/v1/organizations/${organizationId}/api-keys`;
  return textOf(await km.request({ method: 'POST', path, body: { name: 'Wide' } }), 'id');
};
const keysOf = async ({ organizationId, workspaceId }: typeof mine) => ({
  api: (await makeApiKey(km, workspaceId, { name: 'Target' })).id,
  wide: await wideKey(organizationId),
  mgmt: (await makeManagementKey(km, organizationId, { role: 'viewer', name: 'Target' })).id,
});
const myKeys = await keysOf(mine);
const theirKeys = await keysOf(theirs);
const serviceKey = textOf(await km.request({ method: 'POST', path: '/v1/service-keys', body: {} }), 'id');

const lists = (workspaceId: string, organizationId: string) => [
  `/v1/workspaces/${workspaceId}/api-keys`,
  `/v1/organizations/${organizationId}/api-keys`,
  `/v1/organizations/${organizationId}/management-keys`,
];

/** Every operation on a list of keys, and on one key of it. */
const onList = (path: string) =>
  [
    { method: 'GET', path },
    { method: 'POST', path, body: { name: 'Intruder', permissions: ['flows:execute'] } },
    { method: 'POST', path, body: { name: 'Intruder', role: 'viewer' } },
  ] as const;
const onKey = (path: string) =>
  [
    { method: 'GET', path },
    { method: 'PATCH', path, body: { name: 'Taken over' } },
    { method: 'PATCH', path, body: { enabled: false } },
    { method: 'DELETE', path },
    { method: 'POST', path: `${path}/rotate`, body: { overlap: 'PT0S' } },
  ] as const;

type Call = Parameters<typeof km.request>[0];

async function view(call: Call) {
  const { status, headers, body } = await km.request({ ...call, token: mine.ownerToken });
  const { instance: _instance, ...document } = body;
  const { date: _date, 'x-request-id': _id, ...seen } = headers;
  return { status, document, seen };
}

/** What the database holds of keys and their tenants. */
const contents = () =>
  km.database.query(
    'select k.*, o.version, w.version from keys k left join organizations o on o.id = organization_id left join workspaces w on w.id = workspace_id order by row_id',
  );

t.test('a foreign id in any position is an id that never existed', async (t) => {
  const nobody = newId();
  const expected = await view({ path: `/v1/workspaces/${nobody}/api-keys` });
  t.equal(expected.status, 404);
  const before = await contents();
  const revision = await revisionOf(km);

  const foreignLists = [
    ...lists(theirs.workspaceId, theirs.organizationId),
    ...lists(theirs.organizationId, theirs.workspaceId),
    ...lists(mine.organizationId, mine.workspaceId),
    ...lists(nobody, nobody),
    ...lists('short', 'null'),
    ...lists(`${mine.workspaceId}x`, mine.organizationId.toLowerCase()),
  ];
  const calls: Call[] = foreignLists.flatMap(onList);
  for (const list of foreignLists) {
    for (const id of [theirKeys.api, theirKeys.wide, theirKeys.mgmt, myKeys.api]) calls.push(...onKey(`${list}/${id}`));
  }
  const [workspaceList, wideList, managementList] = lists(mine.workspaceId, mine.organizationId);
  const strangers = [...Object.values(theirKeys), serviceKey, nobody, mine.organizationId, 'short', 'null'];
  for (const id of strangers) {
    for (const list of [workspaceList, wideList, managementList]) calls.push(...onKey(`${list}/${id}`));
  }
  calls.push(...[myKeys.wide, myKeys.mgmt].flatMap((id) => onKey(`${workspaceList}/${id}`)));
  calls.push(...[myKeys.api, myKeys.mgmt].flatMap((id) => onKey(`${wideList}/${id}`)));
  calls.push(...[myKeys.api, myKeys.wide].flatMap((id) => onKey(`${managementList}/${id}`)));

  const wrong = [];
  for (const call of calls) {
    const seen = await view(call);
    if (JSON.stringify(seen) !== JSON.stringify(expected)) wrong.push([call.method, call.path, seen.status]);
  }
  t.same(wrong, [], `${calls.length} calls, all alike`);
  t.same(await contents(), before, 'no key has changed');
  t.equal(await revisionOf(km), revision, 'nothing came into the feed');
});

t.test('parameters left out or doubled lead to nothing', async (t) => {
  for (const path of [
    '/v1/workspaces//api-keys',
    '/v1/workspaces/api-keys',
    `/v1/organizations//api-keys/${theirKeys.wide}`,
    `/v1/workspaces/${mine.workspaceId}/${theirs.workspaceId}/api-keys`,
    `/v1/workspaces/${mine.workspaceId}/api-keys/${myKeys.api}/${theirKeys.api}`,
    `/v1/workspaces/${mine.workspaceId}/api-keys/`,
    `/v1/organizations/${mine.organizationId}/workspaces/${theirs.workspaceId}/api-keys`,
  ]) {
    t.equal((await view({ path })).status, 404, path);
  }
  for (const query of [
    `workspaceId=${theirs.workspaceId}`,
    `organizationId=${theirs.organizationId}`,
    `keyId=${theirKeys.api}`,
    'limit=1&limit=200',
  ]) {
    t.equal((await view({ path: `/v1/workspaces/${mine.workspaceId}/api-keys?${query}` })).status, 400, query);
  }
});

t.test('a key of another tenant does what it did, and is told to nobody else', async (t) => {
  const { id, token } = await makeApiKey(km, theirs.workspaceId);
  t.equal((await introspect(km, token, mine.ownerToken)).text, '{"active":false}');
  const { items } = await km.request({ path: apiKeysPath(mine.workspaceId), token: mine.ownerToken });
  t.same(
    items.map((item) => item.id),
    [myKeys.api],
  );
  t.match((await introspect(km, token)).body, { client_id: id, keyward: { workspaceId: theirs.workspaceId } });
});

t.test('a key of one workspace is not in the list of its neighbour in the same organization', async (t) => {
  const workspaces = `/v1/organizations/${mine.organizationId}/workspaces`;
  const second = textOf(await km.request({ method: 'POST', path: workspaces, body: { name: 'Second' } }), 'id');
  t.same((await km.request({ path: apiKeysPath(second) })).items, []);
  for (const call of onKey(`${apiKeysPath(second)}/${myKeys.api}`)) t.equal((await view(call)).status, 404);
});
