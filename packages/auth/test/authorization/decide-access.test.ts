import { type AccessRequest, decideAccess, parseAddressList } from '@keyward/auth';
import { aClientKey } from '@keyward/auth/testing';
import t from 'tap';

const NOW = 1_800_000_000_000;
const workspace = { organizationId: 'organization0001', workspaceId: 'workspace0000001' };
const request: AccessRequest = {
  surface: 'api',
  permission: 'flows:execute',
  workspace,
  flowId: 'flow-a',
  address: '192.0.2.1',
};

t.test('what a key allows', async (t) => {
  const keys = [
    aClientKey(),
    aClientKey({ workspaceId: null }),
    aClientKey({ permissions: ['*'] }),
    aClientKey({ flows: ['flow-b', 'flow-a'] }),
    aClientKey({ allowedIps: parseAddressList(['192.0.2.0/24']) }),
    aClientKey({ expiresAt: NOW + 1 }),
  ];
  for (const key of keys) t.strictSame(decideAccess(key, request, NOW), { allowed: true });
  t.strictSame(
    decideAccess(
      aClientKey({ kind: 'gw', permissions: [], flows: [] }),
      { surface: 'gw', permission: null, workspace: null, flowId: null, address: '' },
      NOW,
    ),
    { allowed: true },
  );
});

t.test('each refusal, in the order of the checks', async (t) => {
  // Each key has all the faults of the ones after it as well: the first is told.
  const faults = [
    ['address-not-allowed', { allowedIps: parseAddressList(['198.51.100.0/24']) }],
    ['flow-not-allowed', { flows: ['flow-b'] }],
    ['missing-permission', { permissions: ['logs:view'] }],
    ['wrong-workspace', { workspaceId: 'workspace0000002' }],
    ['expired', { expiresAt: NOW }],
    ['wrong-kind', { kind: 'gw' }],
  ] as const;
  let overrides = {};
  for (const [reason, fault] of faults) {
    t.strictSame(decideAccess(aClientKey(fault), request, NOW), { allowed: false, reason }, `${reason} alone`);
    overrides = { ...overrides, ...fault };
    t.strictSame(decideAccess(aClientKey(overrides), request, NOW), { allowed: false, reason }, `${reason} first`);
  }
});

t.test('a key of one tenant never fits another', async (t) => {
  const refused = { allowed: false, reason: 'wrong-workspace' };
  const other = { organizationId: 'organization0002', workspaceId: 'workspace0000001' };
  for (const key of [aClientKey(), aClientKey({ workspaceId: null })]) {
    t.strictSame(decideAccess(key, { ...request, workspace: other }, NOW), refused);
  }
});

t.test('an empty list allows nothing', async (t) => {
  t.match(decideAccess(aClientKey({ flows: [] }), request, NOW), { reason: 'flow-not-allowed' });
  t.match(decideAccess(aClientKey({ permissions: [] }), request, NOW), { reason: 'missing-permission' });
  t.match(decideAccess(aClientKey({ allowedIps: parseAddressList([]) }), request, NOW), {
    reason: 'address-not-allowed',
  });
});
