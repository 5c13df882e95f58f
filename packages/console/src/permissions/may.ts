import type { Session } from '../session/session.ts';

/** Where something is done; no workspace: in the organization as a whole; no organization: in the installation. */
export interface Place {
  readonly organizationId: string | null;
  readonly workspaceId?: string;
}

/**
 * Whether the principal holds one of the permissions at the place. The server decides; this only decides what to offer.
 * In the installation as a whole only operators may do anything.
 */
export function may({ principal }: Session, anyOf: readonly string[], place: Place): boolean {
  if (principal.operator) return true;
  return principal.grants.some(
    (grant) =>
      grant.organizationId === place.organizationId &&
      (grant.workspaceId === null || grant.workspaceId === place.workspaceId) &&
      anyOf.some((permission) => grant.permissions.includes(permission)),
  );
}

/** The permissions that the principal holds at the place, so that it may hand them out there. */
export function heldAt({ principal }: Session, { organizationId, workspaceId }: Place): string[] {
  const there = principal.grants.filter(
    (grant) =>
      principal.operator ||
      (grant.organizationId === organizationId && (grant.workspaceId === null || grant.workspaceId === workspaceId)),
  );
  return [...new Set(there.flatMap(({ permissions }) => permissions))];
}
