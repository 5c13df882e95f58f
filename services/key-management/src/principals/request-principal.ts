import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Principal, Tenant } from './principal.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls. Throws on a route without a guard, so that none can be forgotten. */
    readonly principal: Principal;
    /** Where the call acts. Throws on a route whose guard names no tenant. */
    readonly tenant: Tenant;
  }
}

const principals = new WeakMap<FastifyRequest, Principal>();
const tenants = new WeakMap<FastifyRequest, Tenant>();

/** Adds `request.principal` and `request.tenant`. */
export function decorateRequests(app: FastifyInstance): void {
  app.decorateRequest('principal', { getter: requireFrom(principals, 'the route has no guard') });
  app.decorateRequest('tenant', { getter: requireFrom(tenants, "the route's guard names no tenant") });
}

export function setPrincipal(request: FastifyRequest, principal: Principal): void {
  principals.set(request, principal);
}

export function setTenant(request: FastifyRequest, tenant: Tenant): void {
  tenants.set(request, tenant);
}

/** The id of who calls, for the log; undefined where nobody was found to. */
export function principalIdOf(request: FastifyRequest): string | undefined {
  return principals.get(request)?.id;
}

/** The tenant of the request where there is one. */
export function tenantOf(request: FastifyRequest): Tenant | undefined {
  return tenants.get(request);
}

/** The workspace that the request acts in. Throws on a route that is not below one. */
export function workspaceOf({ tenant }: Pick<FastifyRequest, 'tenant'>): Tenant & { readonly workspaceId: string } {
  const { organizationId, workspaceId } = tenant;
  if (workspaceId === null) throw new Error('the route is not below a workspace');
  return { organizationId, workspaceId };
}

function requireFrom<T>(map: WeakMap<FastifyRequest, T>, otherwise: string) {
  return function (this: FastifyRequest): T {
    const value = map.get(this);
    if (value === undefined) throw new Error(otherwise);
    return value;
  };
}
