import type { Session } from '../session/session.ts';

/** Where something is done; no workspace: in the organization as a whole. */
export interface Place {
  readonly organizationId: string;
  readonly workspaceId?: string;
}

/** Whether the principal holds one of the permissions at the place. The server decides; this only decides what to offer. */
export function may({ principal }: Session, anyOf: readonly string[], place: Place): boolean {
  if (principal.operator) return true;
  return principal.grants.some(
    (grant) =>
      grant.organizationId === place.organizationId &&
      (grant.workspaceId === null || grant.workspaceId === place.workspaceId) &&
      anyOf.some((permission) => grant.permissions.includes(permission)),
  );
}
