import type { Scope } from '../http/scope.ts';
import { guard } from '../principals/guard.ts';
import { createLease } from './create-lease.ts';
import { pollLease } from './poll-lease.ts';
import { releaseLease } from './release-lease.ts';

export function changeFeedRoutes(app: Scope): void {
  app.register(async function leasing(scope: Scope) {
    guard(scope, { tenant: 'none', principals: ['service-key'] });
    createLease(scope);
    pollLease(scope);
    releaseLease(scope);
  });
}
