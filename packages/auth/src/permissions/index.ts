export {
  CLIENT_PERMISSIONS,
  type ClientPermission,
  ClientPermissionGrant,
  clientPermits,
} from './client-permissions.ts';
export {
  MANAGEMENT_PERMISSIONS,
  type ManagementPermission,
  ManagementPermissionSchema,
  managementPermits,
  permissionsBeyond,
} from './management-permissions.ts';
export { ROLES, type Role } from './roles.ts';
