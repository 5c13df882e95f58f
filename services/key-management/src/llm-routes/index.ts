import type { Scope } from '../http/scope.ts';
import { guard } from '../principals/guard.ts';
import { readLlmRoute } from './read-llm-route.ts';

/** What gateway configurations lead to, for gateways. */
export function llmRouteRoutes(app: Scope): void {
  app.register(async function routing(scope: Scope) {
    guard(scope, { tenant: 'none', principals: ['service-key'] });
    readLlmRoute(scope);
  });
}
