import t from 'tap';
import { makeManagementKey, makeTenant } from '../fixtures/keys.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';

const km = await startKeyManagement(t);
const me = async (token: string) => (await km.request({ path: '/v1/me', token })).body;

t.test('every principal learns who it is and what it may do', async (t) => {
  const tenant = await makeTenant(km, 'Acme');
  const key = await makeManagementKey(km, tenant.organizationId, {
    name: 'Narrow',
    permissions: ['apikeys:view'],
    workspaceId: tenant.workspaceId,
    expiresAt: '2030-01-01T00:00:00Z',
  });
  t.same(await me(key.token), {
    kind: 'management-key',
    id: key.id,
    name: 'Narrow',
    operator: false,
    grants: [
      {
        organizationId: tenant.organizationId,
        organizationName: 'Acme',
        workspaceId: tenant.workspaceId,
        permissions: ['apikeys:view'],
      },
    ],
    expiresAt: '2030-01-01T00:00:00.000Z',
  });
  t.match(await me(km.operatorToken), { kind: 'management-key', operator: true, expiresAt: null });
  t.match(await me(km.serviceToken), { kind: 'service-key', name: 'Gateway', operator: false, grants: [] });
});
