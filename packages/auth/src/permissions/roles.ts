import { MANAGEMENT_PERMISSIONS, type ManagementPermission } from './management-permissions.ts';

export type Role = 'owner' | 'admin' | 'developer' | 'viewer';

/** The permissions each role bundles. An admin may do all but create or end organizations. */
export const ROLES: Readonly<Record<Role, readonly ManagementPermission[]>> = {
  owner: MANAGEMENT_PERMISSIONS,
  admin: MANAGEMENT_PERMISSIONS.filter((name) => name !== 'organizations:create' && name !== 'organizations:delete'),
  developer: [
    'apikeys:view',
    'apikeys:create',
    'apikeys:update',
    'apikeys:delete',
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
    'workspaces:view',
    'organizations:view',
    'usage:view',
  ],
  viewer: [
    'apikeys:view',
    'gateways:view',
    'flows:view',
    'upstreams:view',
    'credentials:view',
    'workspaces:view',
    'organizations:view',
    'usage:view',
  ],
};
