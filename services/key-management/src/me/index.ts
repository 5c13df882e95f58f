import type { Scope } from '../http/scope.ts';
import { guard } from '../principals/guard.ts';
import { describeMe } from './describe-me.ts';

/** Who the caller is, for every principal. */
export function meRoutes(app: Scope): void {
  app.register(async function describing(scope: Scope) {
    guard(scope, { tenant: 'none', principals: ['management-key', 'service-key', 'member'] });
    describeMe(scope);
  });
}
