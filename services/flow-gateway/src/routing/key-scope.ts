import type { ClientKey } from '@keyward/auth';

/** The workspaces a key can mean: its own, or, for an organization-wide key, all of its organization. */
export type KeyScope = { readonly workspaceId: string } | { readonly organizationId: string };

export function scopeOf({ workspaceId, organizationId }: ClientKey): KeyScope {
  return workspaceId === null ? { organizationId } : { workspaceId };
}

/** The scope as a question's query. */
export function scopeQuery(scope: KeyScope): string {
  return 'workspaceId' in scope
    ? `?workspaceId=${encodeURIComponent(scope.workspaceId)}`
    : `?organizationId=${encodeURIComponent(scope.organizationId)}`;
}
