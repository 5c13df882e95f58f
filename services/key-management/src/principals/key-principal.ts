import type { Principal } from './principal.ts';

/** What a usable key tells of who presents it. */
export interface VerifiedKey {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly operator: boolean;
  readonly organizationId: string | null;
  readonly workspaceId: string | null;
  readonly permissions: readonly string[];
}

/** The principal that a management or service key is; undefined for a client key. */
export function keyPrincipal({ id, kind, name, operator, ...key }: VerifiedKey): Principal | undefined {
  if (kind === 'svc') return { kind: 'service-key', id, name, operator: false, grants: [], memberIds: [] };
  if (kind !== 'mgmt' || key.organizationId === null) return undefined;
  const { organizationId, workspaceId, permissions } = key;
  const grants = [{ organizationId, workspaceId, permissions }];
  return { kind: 'management-key', id, name, operator, grants, memberIds: [] };
}
