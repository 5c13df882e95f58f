import type { Scope } from '../http/scope.ts';
import { guard } from '../principals/guard.ts';
import { createMember } from './create-member.ts';
import { deleteMember } from './delete-member.ts';
import { listMembers } from './list-members.ts';

export function memberRoutes(app: Scope): void {
  app.register(async function managing(scope: Scope) {
    guard(scope, { tenant: 'organization', anyOf: ['members:manage'] });
    listMembers(scope);
    createMember(scope);
    deleteMember(scope);
  });
}
