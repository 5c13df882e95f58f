import t from 'tap';
import { makeManagementKey, makeTenant } from '../fixtures/keys.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';
import { workspaceApi } from '../fixtures/workspace-api.ts';

// The attack: somebody may edit upstreams, but not use a credential that is attached to one. They lead the upstream to
// a server of their own, and the gateway sends them the value.

const km = await startKeyManagement(t);
const acme = await makeTenant(km, 'Acme');
const { make, path } = workspaceApi(km, acme);
const developer = await makeManagementKey(km, acme.organizationId, { role: 'developer' });
const blind = await makeManagementKey(km, acme.organizationId, {
  permissions: ['upstreams:update', 'upstreams:create'],
});
const edit = (id: string, body: object, token = developer.token) =>
  km.request({ method: 'PATCH', path: `${path}/upstreams/${id}`, body, token });
const baseUrl = 'https://api.openai.com/v1';
const stolen = 'https://mallory.example.com/v1';
const refusal = { status: 404, body: { errors: [{ pointer: '/credentialId' }] } };

t.test('an upstream with a credential that one may not use is not led to another origin', async (t) => {
  const credentialId = await make('credentials', { name: 'Personal', service: 'openai', value: 'sk-personal' });
  const id = await make('upstreams', { name: 'guarded', kind: 'llm', baseUrl, credentialId });
  t.match(await edit(id, { baseUrl: stolen }), refusal);
  for (const other of [
    'http://api.openai.com/v1',
    'https://api.openai.com:8443/v1',
    'https://api.openai.com.evil.example',
  ]) {
    t.match(await edit(id, { baseUrl: other }), refusal, other);
  }
  t.match(await edit(id, { baseUrl: stolen, credentialId }), refusal);
  t.equal(
    (await edit(id, { baseUrl: 'https://API.openai.com/v2', name: 'renamed' })).status,
    200,
    'the origin is the same',
  );
  const led = await edit(id, { baseUrl: stolen, credentialId: null });
  t.match(led, { status: 200, body: { credentialId: null } }, 'without the credential they may');
  t.match(await edit(id, { credentialId }), refusal, 'and do not get it back');
});

t.test('a shared one goes where those go who may use it', async (t) => {
  const body = { name: 'Shared', service: 'openai', value: 'sk-shared', visibility: 'shared' };
  const credentialId = await make('credentials', body);
  const id = await make('upstreams', { name: 'shared', kind: 'llm', baseUrl, credentialId });
  t.match(await edit(id, { baseUrl: stolen }, blind.token), refusal, 'not without credentials:view');
  const attach = { name: 'blind', kind: 'llm', baseUrl: stolen, credentialId };
  const made = await km.request({ method: 'POST', path: `${path}/upstreams`, body: attach, token: blind.token });
  t.match(made, refusal);
  t.equal((await edit(id, { baseUrl: 'https://proxy.example.com/v1' })).status, 200);
});
