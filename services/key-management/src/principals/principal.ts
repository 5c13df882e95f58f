import { MANAGEMENT_PERMISSIONS } from '@keyward/auth';

/** What a principal may do, in a whole organization or (`workspaceId`) in one workspace of it. */
export interface Grant {
  readonly organizationId: string;
  readonly workspaceId: string | null;
  readonly permissions: readonly string[];
}

/**
 * Who acts on this service: a key, or a person (`member`) whom the OpenID provider vouches for. An operator is owner in
 * every organization; a service key holds no grants.
 */
export interface Principal {
  readonly kind: 'management-key' | 'service-key' | 'member';
  readonly id: string;
  readonly name: string;
  readonly operator: boolean;
  readonly grants: readonly Grant[];
  /** The members that a person is found as, alone or by a group; none for a key. */
  readonly memberIds: readonly string[];
}

/** Where a request acts: in an organization, or (`workspaceId`) in one workspace of it. */
export interface Tenant {
  readonly organizationId: string;
  readonly workspaceId: string | null;
}

/** The management permissions that a principal holds in a tenant; a grant in an organization holds in all below it. */
export function permissionsIn(principal: Principal, tenant: Tenant): readonly string[] {
  if (principal.operator) return MANAGEMENT_PERMISSIONS;
  const held = principal.grants
    .filter(({ organizationId }) => organizationId === tenant.organizationId)
    .filter(({ workspaceId }) => workspaceId === null || workspaceId === tenant.workspaceId)
    .flatMap(({ permissions }) => permissions);
  return [...new Set(held)];
}
