import type { Scope } from '../http/scope.ts';
import { guard } from '../principals/guard.ts';
import { listAuditEvents } from './list-audit-events.ts';

export function auditRoutes(app: Scope): void {
  app.register(async function viewing(scope: Scope) {
    guard(scope, { tenant: 'organization', anyOf: ['audit:view'], deletedToo: true });
    listAuditEvents(scope);
  });
}
