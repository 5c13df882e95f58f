import { type ClientPermission, clientPermits } from '../permissions/index.ts';
import type { ClientKey } from './client-key.ts';

/** What a request is about to do. Null where the route has no such thing. */
export interface AccessRequest {
  readonly surface: 'api' | 'gw';
  readonly permission: ClientPermission | null;
  readonly workspace: { readonly organizationId: string; readonly workspaceId: string } | null;
  readonly flowId: string | null;
  /** The client's IP address. */
  readonly address: string;
}

export type AccessRefusal =
  | 'wrong-kind'
  | 'expired'
  | 'wrong-workspace'
  | 'missing-permission'
  | 'flow-not-allowed'
  | 'address-not-allowed';

export type AccessDecision = { allowed: true } | { allowed: false; reason: AccessRefusal };

const ALLOWED: AccessDecision = { allowed: true };

/**
 * Whether a verified key may make a request at the time `now` (milliseconds since the epoch). Judged anew for each
 * request, cached key or not. The first refusal in the order of the checks is the one that is told.
 */
export function decideAccess(key: ClientKey, request: AccessRequest, now: number): AccessDecision {
  if (key.kind !== request.surface) return refused('wrong-kind');
  if (key.expiresAt !== null && key.expiresAt <= now) return refused('expired');
  if (request.workspace !== null && !belongsTo(key, request.workspace)) return refused('wrong-workspace');
  if (request.permission !== null && !clientPermits(key.permissions, request.permission)) {
    return refused('missing-permission');
  }
  if (request.flowId !== null && key.flows !== null && !key.flows.includes(request.flowId)) {
    return refused('flow-not-allowed');
  }
  if (key.allowedIps !== null && !key.allowedIps.contains(request.address)) return refused('address-not-allowed');
  return ALLOWED;
}

/** A key without a workspace is organization-wide: it fits each workspace of its organization. */
function belongsTo(key: ClientKey, workspace: { organizationId: string; workspaceId: string }): boolean {
  if (key.organizationId !== workspace.organizationId) return false;
  return key.workspaceId === null || key.workspaceId === workspace.workspaceId;
}

function refused(reason: AccessRefusal): AccessDecision {
  return { allowed: false, reason };
}
