import { REMEMBERED_WORKSPACES } from '../first-page/early-requests.ts';

/** Keeps which workspace of an organization was looked at last: ids only, in this browser. */
export function rememberWorkspace(organizationId: string, workspaceId: string): void {
  const others = read().filter(([organization]) => organization !== organizationId);
  keep([[organizationId, workspaceId], ...others]);
}

/** The workspace that was looked at last, in this organization or in any. */
export function rememberedWorkspace(organizationId?: string): string | undefined {
  return read().find(([organization]) => organizationId === undefined || organization === organizationId)?.[1];
}

function keep(entries: readonly (readonly [string, string])[]): void {
  try {
    localStorage.setItem(REMEMBERED_WORKSPACES, JSON.stringify(entries.slice(0, 20)));
  } catch {
    // Storage may be switched off; then the first workspace opens.
  }
}

function read(): [string, string][] {
  try {
    const entries: unknown = JSON.parse(localStorage.getItem(REMEMBERED_WORKSPACES) ?? '[]');
    return Array.isArray(entries) ? entries.filter(isEntry) : [];
  } catch {
    return [];
  }
}

function isEntry(value: unknown): value is [string, string] {
  return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string');
}

/** To be called when a workspace is gone. */
export function forgetWorkspace(workspaceId: string): void {
  keep(read().filter(([, workspace]) => workspace !== workspaceId));
}

/** To be called when an organization is gone. */
export function forgetOrganization(organizationId: string): void {
  keep(read().filter(([organization]) => organization !== organizationId));
}
