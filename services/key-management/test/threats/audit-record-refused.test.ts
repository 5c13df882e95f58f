import t from 'tap';
import { importFile } from '../fixtures/import-file.ts';
import { apiKeysPath, introspect, makeApiKey, makeTenant, revisionOf, textOf } from '../fixtures/keys.ts';
import { type ApiRequest, startKeyManagement } from '../fixtures/start-key-management.ts';

// Whoever can make the audit trail fail (a full disk, a lock, a broken index) must not be able to act unseen.
t.test('a change whose audit record cannot be written does not happen', async (t) => {
  const km = await startKeyManagement(t);
  const acme = await makeTenant(km, 'Acme');
  const workspace = `/v1/workspaces/${acme.workspaceId}`;
  const upstream = await km.request({
    method: 'POST',
    path: `${workspace}/upstreams`,
    body: { name: 'up', kind: 'flow-server', baseUrl: 'https://up.example.com' },
  });
  const upstreamId = textOf(upstream, 'id');
  await km.request({ method: 'POST', path: `${workspace}/flows`, body: { id: 'flow', upstreamId } });
  const key = await makeApiKey(km, acme.workspaceId);

  const imported = await importFile(km, acme.workspaceId, [{ name: 'imported' }], { mode: 'add-new' });
  const importId = textOf(imported, 'importId');

  await km.database.query(`
    create function refuse() returns trigger language plpgsql as $$ begin raise exception 'disk full'; end $$;
    create trigger refuse before insert on audit_events for each row execute function refuse()`);
  const before = await contents(km.database.query);

  const writes: ApiRequest[] = [
    { method: 'POST', path: '/v1/organizations', body: { name: 'New' } },
    { method: 'PATCH', path: `/v1/organizations/${acme.organizationId}`, body: { name: 'New' } },
    { method: 'DELETE', path: `/v1/organizations/${acme.organizationId}` },
    { method: 'POST', path: `/v1/organizations/${acme.organizationId}/workspaces`, body: { name: 'New' } },
    { method: 'PATCH', path: workspace, body: { name: 'New' } },
    { method: 'DELETE', path: workspace },
    {
      method: 'POST',
      path: `${workspace}/upstreams`,
      body: { name: 'new', kind: 'api', baseUrl: 'https://new.example.com' },
    },
    { method: 'PATCH', path: `${workspace}/upstreams/${upstreamId}`, body: { name: 'new' } },
    { method: 'POST', path: `${workspace}/flows`, body: { id: 'new', upstreamId } },
    { method: 'PATCH', path: `${workspace}/flows/flow`, body: { public: true } },
    { method: 'DELETE', path: `${workspace}/flows/flow` },
    { method: 'POST', path: apiKeysPath(acme.workspaceId), body: { name: 'new' } },
    { method: 'PATCH', path: `${apiKeysPath(acme.workspaceId)}/${key.id}`, body: { enabled: false } },
    { method: 'POST', path: `${apiKeysPath(acme.workspaceId)}/${key.id}/rotate`, body: {} },
    { method: 'DELETE', path: `${apiKeysPath(acme.workspaceId)}/${key.id}` },
    { method: 'POST', path: '/v1/service-keys', body: { name: 'new' } },
    { method: 'POST', path: `${apiKeysPath(acme.workspaceId)}/import?mode=replace-all`, body: [{ name: 'new' }] },
    { method: 'POST', path: `${apiKeysPath(acme.workspaceId)}/imports/${importId}/undo` },
  ];
  for (const [index, write] of writes.entries()) {
    const answer = await km.request({ ...write, headers: { 'idempotency-key': `write-${index}` } });
    t.match(answer, { status: 500, body: { type: '/problems/internal-error' } }, `${write.method} ${write.path}`);
    t.notMatch(answer.text, 'disk', 'internals stay inside');
  }
  t.same(await contents(km.database.query), before);
  t.match(await introspect(km, key.token), { body: { active: true } });

  await km.database.query('drop trigger refuse on audit_events');
  const revision = await revisionOf(km);
  const healed = await km.request({ method: 'DELETE', path: workspace, headers: { 'idempotency-key': 'write-5' } });
  t.equal(healed.status, 200, 'nothing is left that would stand in the way');
  t.equal(await revisionOf(km), revision + 1);
});

/** Everything that a write may leave behind. */
async function contents(query: (sql: string) => Promise<Record<string, unknown>[]>): Promise<unknown[]> {
  const tables = ['organizations', 'workspaces', 'upstreams', 'flows', 'keys', 'changes', 'change_counter'];
  const all = [...tables, 'idempotency_keys', 'audit_events'].map((table) =>
    query(`select * from ${table} order by 1`),
  );
  return await Promise.all(all);
}
