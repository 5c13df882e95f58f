import {
  CLIENT_PERMISSIONS,
  clientPermits,
  MANAGEMENT_PERMISSIONS,
  managementPermits,
  permissionsBeyond,
  ROLES,
} from '@keyward/auth';
import t from 'tap';

t.test('client permissions are granted by name, or all by *', async (t) => {
  for (const needed of CLIENT_PERMISSIONS) {
    t.ok(clientPermits([needed], needed));
    t.ok(clientPermits(['*'], needed));
    t.notOk(clientPermits([], needed));
    t.notOk(
      clientPermits(
        CLIENT_PERMISSIONS.filter((other) => other !== needed),
        needed,
      ),
    );
    for (const near of [needed.toUpperCase(), `${needed} `, 'flows:*', '**']) t.notOk(clientPermits([near], needed));
  }
});

t.test('any one of the permissions an operation accepts is enough; none of them is not', async (t) => {
  t.ok(managementPermits(['apikeys:create'], ['apikeys:create', 'apikeys:update']));
  t.ok(managementPermits(['apikeys:update'], ['apikeys:create', 'apikeys:update']));
  t.notOk(managementPermits(['apikeys:view', '*', 'apikeys:*'], ['apikeys:create', 'apikeys:update']));
  t.notOk(managementPermits([...MANAGEMENT_PERMISSIONS], []));
});

t.test('what is wanted beyond what is held', async (t) => {
  t.strictSame(permissionsBeyond(['a', 'b'], ['b', 'c', 'd']), ['c', 'd']);
  t.strictSame(permissionsBeyond(['a'], ['a']), []);
  t.strictSame(permissionsBeyond([], ['*']), ['*']);
});

t.test('roles', async (t) => {
  t.equal(new Set(MANAGEMENT_PERMISSIONS).size, MANAGEMENT_PERMISSIONS.length);
  const { owner, admin, developer, viewer } = ROLES;
  t.strictSame(owner, MANAGEMENT_PERMISSIONS);
  t.strictSame(permissionsBeyond(admin, owner), ['organizations:create', 'organizations:delete']);
  t.strictSame(permissionsBeyond(admin, developer), []);
  t.strictSame(permissionsBeyond(developer, viewer), []);
  t.ok(viewer.every((permission) => permission.endsWith(':view')));
  t.notOk(developer.some((permission) => /^(members|audit)|share|import/.test(permission)));
});
