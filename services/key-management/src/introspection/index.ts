import { takeFormBodies } from '../http/form-bodies.ts';
import type { Scope } from '../http/scope.ts';
import { guard } from '../principals/guard.ts';
import { introspectToken } from './introspect-token.ts';

/** Introspection, for gateways and for whoever may view API keys. */
export function introspectionRoutes(app: Scope): void {
  app.register(async function introspecting(scope: Scope) {
    guard(scope, {
      tenant: 'none',
      anyOf: ['apikeys:view'],
      principals: ['service-key', 'management-key', 'member'],
      bearerOnly: true,
    });
    takeFormBodies(scope, ['token']);
    introspectToken(scope);
  });
}
