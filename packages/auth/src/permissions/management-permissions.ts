import { Type } from 'typebox';

/** What a principal may do at key-management's API. */
export const MANAGEMENT_PERMISSIONS = [
  'apikeys:view',
  'apikeys:create',
  'apikeys:update',
  'apikeys:delete',
  'apikeys:import',
  'gateways:view',
  'gateways:create',
  'gateways:update',
  'gateways:delete',
  'flows:view',
  'flows:create',
  'flows:update',
  'flows:delete',
  'upstreams:view',
  'upstreams:create',
  'upstreams:update',
  'upstreams:delete',
  'credentials:view',
  'credentials:create',
  'credentials:update',
  'credentials:delete',
  'credentials:share',
  'workspaces:view',
  'workspaces:create',
  'workspaces:update',
  'workspaces:delete',
  'organizations:view',
  'organizations:create',
  'organizations:update',
  'organizations:delete',
  'usage:view',
  'audit:view',
  'members:manage',
] as const;

export type ManagementPermission = (typeof MANAGEMENT_PERMISSIONS)[number];

export const ManagementPermissionSchema = Type.Enum([...MANAGEMENT_PERMISSIONS], {
  type: 'string',
  description: 'What the principal may do at the management API.',
});

/** Whether the grants include at least one of the permissions an operation accepts. */
export function managementPermits(granted: readonly string[], neededAnyOf: readonly ManagementPermission[]): boolean {
  return neededAnyOf.some((needed) => granted.includes(needed));
}

/** The wanted permissions that are not granted: what a principal would hand out without holding it. */
export function permissionsBeyond(granted: readonly string[], wanted: readonly string[]): string[] {
  const held = new Set(granted);
  return wanted.filter((permission) => !held.has(permission));
}
