import type { Scope } from '../http/scope.ts';
import { guard } from '../principals/guard.ts';
import { readFlowRoute } from './read-flow-route.ts';

export function flowRouteRoutes(app: Scope): void {
  app.register(async function routing(scope: Scope) {
    guard(scope, { tenant: 'none', principals: ['service-key'] });
    readFlowRoute(scope);
  });
}
