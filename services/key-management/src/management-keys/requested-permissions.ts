import { MANAGEMENT_PERMISSIONS, ROLES, type Role } from '@keyward/auth';
import { Type } from 'typebox';
import { invalidBody } from '../keys/invalid-body.ts';

/** How a body says what a management key may do: one by one, or by a role, which stands for the permissions it has now. */
export const permissionMembers = {
  permissions: Type.Optional(
    Type.Array(Type.Enum([...MANAGEMENT_PERMISSIONS], { type: 'string' }), {
      minItems: 1,
      uniqueItems: true,
      description: 'What the key may do at this API: nothing that the caller may not do.',
      examples: [['apikeys:view', 'apikeys:create']],
    }),
  ),
  role: Type.Optional(
    Type.Enum(['owner', 'admin', 'developer', 'viewer'], {
      type: 'string',
      description: 'In place of `permissions`: those that the role bundles today.',
    }),
  ),
};

/** The permissions that a body asks for; undefined where it asks for none. Throws 400 where it says it twice. */
export function requestedPermissions(body: { permissions?: string[]; role?: Role }): string[] | undefined {
  if (body.role === undefined) return body.permissions;
  if (body.permissions === undefined) return [...ROLES[body.role]];
  throw invalidBody({ pointer: '/role', detail: 'must not be given together with permissions' });
}
