import type { Scope } from '../http/scope.ts';
import { guard } from '../principals/guard.ts';
import { readApiRoute } from './read-api-route.ts';

/** Where requests for custom APIs lead, for gateways. */
export function apiRouteRoutes(app: Scope): void {
  app.register(async function routing(scope: Scope) {
    guard(scope, { tenant: 'none', principals: ['service-key'] });
    readApiRoute(scope);
  });
}
