import { type ManagementPermission, managementPermits, PROBLEMS, ProblemError } from '@keyward/auth';
import { secureScope } from '@keyward/auth/fastify';
import type { FastifyRequest } from 'fastify';
import { problems } from '../http/problems.ts';
import type { Scope } from '../http/scope.ts';
import { SESSION_SECURITY } from '../sessions/security.ts';
import { type Principal, permissionsIn, type Tenant } from './principal.ts';
import { setPrincipal, setTenant } from './request-principal.ts';
import { findVisibleOrganization, findVisibleWorkspace } from './visible-tenants.ts';

export interface Access {
  /** Whose path parameter (`organizationId`, `workspaceId`) says where the request acts. */
  readonly tenant: 'organization' | 'workspace' | 'none';
  /** Permissions of which one is needed in the tenant, or anywhere at all where there is none. */
  readonly anyOf?: readonly ManagementPermission[];
  /** Permissions that are all needed. */
  readonly allOf?: readonly ManagementPermission[];
  /** Only operators. */
  readonly operator?: true;
  /** A tenant that is deleted is found as well: for its trail, and to answer a repeated deletion as the first time. */
  readonly deletedToo?: boolean;
  /** Who may come; management keys and members where left out. A service key needs no permission. */
  readonly principals?: readonly Principal['kind'][];
  /** Only by a token: the cookie of a session does not count. */
  readonly bearerOnly?: true;
}

/**
 * Guards every route of a scope, and says so in the OpenAPI document. In this order: 401 without a live token or
 * session; 403 for the wrong kind of principal, and for a person who is a member of nothing; 404 for a tenant that is
 * none, is deleted or is not visible to the principal, all three alike; 403 that names the missing permission.
 */
export function guard(scope: Scope, access: Access): void {
  const { principals = ['management-key', 'member'] } = access;
  const session = access.bearerOnly !== true && principals.some((kind) => kind !== 'service-key');
  secureScope(scope, {
    guard: async (request) => {
      const { authenticate, db } = request.server.services;
      const principal = await authenticate(request, { session });
      setPrincipal(request, principal);
      if (!principals.includes(principal.kind)) {
        throw new ProblemError(PROBLEMS.insufficientScope, { detail: `A ${principal.kind} may not do this.` });
      }
      requireMembership(principal, access);
      const tenant = await findTenant(request, access, principal, db);
      if (tenant !== undefined) setTenant(request, tenant);
      if (principal.kind !== 'service-key') requirePermission(principal, tenant, access);
    },
    security: [
      { bearer: [...(access.anyOf ?? []), ...(access.allOf ?? [])] },
      ...(session ? [{ [SESSION_SECURITY]: [] }] : []),
    ],
  });
}

/** Says what is amiss to a person whom nobody has added yet, who would else find everything missing. */
function requireMembership({ kind, grants }: Principal, { tenant, anyOf, allOf, operator }: Access): void {
  const open = tenant === 'none' && anyOf === undefined && allOf === undefined && operator === undefined;
  if (open || kind !== 'member' || grants.length > 0) return;
  throw new ProblemError(problems.notAMember, {
    detail: 'You are signed in, but a member of no organization. Ask somebody who manages members to add you.',
  });
}

async function findTenant(
  request: FastifyRequest,
  { tenant: kind, deletedToo = false }: Access,
  principal: Principal,
  db: FastifyRequest['server']['services']['db'],
): Promise<Tenant | undefined> {
  if (kind === 'none') return undefined;
  const tenant =
    kind === 'organization'
      ? await findVisibleOrganization(db, principal, parameter(request, 'organizationId'), { deletedToo })
      : await findVisibleWorkspace(db, principal, parameter(request, 'workspaceId'), { deletedToo });
  if (tenant === undefined) throw new ProblemError(PROBLEMS.notFound);
  return tenant;
}

function requirePermission(principal: Principal, tenant: Tenant | undefined, access: Access): void {
  if (access.operator === true && !principal.operator) {
    throw new ProblemError(PROBLEMS.insufficientScope, { detail: 'Only an operator may do this.' });
  }
  const { anyOf = [], allOf = [] } = access;
  const held = tenant === undefined ? permissionsAnywhere(principal) : permissionsIn(principal, tenant);
  const missing = allOf.filter((permission) => !managementPermits(held, [permission]));
  if (missing.length > 0) throw insufficient(missing, `Needs ${missing.join(' and ')}.`);
  if (anyOf.length > 0 && !managementPermits(held, anyOf)) throw insufficient(anyOf, `Needs ${anyOf.join(' or ')}.`);
}

function permissionsAnywhere(principal: Principal): readonly string[] {
  const tenants = principal.grants.map(({ organizationId, workspaceId }) => ({ organizationId, workspaceId }));
  return tenants.flatMap((tenant) => permissionsIn(principal, tenant));
}

function insufficient(missing: readonly ManagementPermission[], detail: string): ProblemError {
  return new ProblemError(PROBLEMS.insufficientScope, { detail, members: { scope: missing.join(' ') } });
}

function parameter({ params }: FastifyRequest, name: string): string {
  const value: unknown = typeof params === 'object' && params !== null ? Reflect.get(params, name) : undefined;
  return typeof value === 'string' ? value : '';
}
