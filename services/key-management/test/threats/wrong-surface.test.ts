import { mintToken } from '@keyward/auth';
import t from 'tap';
import { introspect, makeApiKey } from '../fixtures/keys.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';

// The attack: a client app's key is tried at the management API, or a principal's key at a gateway. Each must be
// refused just as a token that nobody ever made, or the answer would tell that it is a live one.

const km = await startKeyManagement(t);

/** All that a caller can see of an answer but its request id and date. */
async function view(path: string, token: string) {
  const { status, headers, body } = await km.request({ path, token });
  const { instance: _instance, ...document } = body;
  const { date: _date, 'x-request-id': _id, ...seen } = headers;
  return { status, document, seen };
}

t.test('a client key at the management API is refused like an unknown one', async (t) => {
  const { id, token } = await makeApiKey(km, km.workspaceId, { permissions: ['*'] });
  const stranger = mintToken('api').token;
  for (const path of [
    '/v1/me',
    '/v1/organizations',
    `/v1/workspaces/${km.workspaceId}/api-keys`,
    `/v1/workspaces/${km.workspaceId}/api-keys/${id}`,
    '/v1/service-keys',
    '/internal/v1/flow-routes/some-flow',
  ]) {
    const known = await view(path, token);
    t.equal(known.status, 401, path);
    t.match(known.seen['www-authenticate'], /error="invalid_token"/);
    t.same(known, await view(path, stranger), 'the same, whether the key exists or not');
    t.same(known, await view(path, 'some-foreign-token'));
    t.same(known, await view(path, mintToken('mgmt').token));
  }
});

t.test("a principal's key is an unknown token to introspection", async (t) => {
  const { body: unknown } = await introspect(km, mintToken('api').token);
  for (const token of [km.operatorToken, km.serviceToken]) t.same((await introspect(km, token)).body, unknown);
});

t.test('a service key may introspect and read routes, and nothing else', async (t) => {
  const refused = [
    '/v1/organizations',
    `/v1/organizations/${km.organizationId}`,
    `/v1/organizations/${km.organizationId}/audit-events`,
    `/v1/organizations/${km.organizationId}/management-keys`,
    `/v1/workspaces/${km.workspaceId}`,
    `/v1/workspaces/${km.workspaceId}/api-keys`,
    '/v1/service-keys',
  ];
  for (const path of refused) t.equal((await km.request({ path, token: km.serviceToken })).status, 403, path);
});
