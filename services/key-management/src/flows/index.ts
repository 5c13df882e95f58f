import type { Scope } from '../http/scope.ts';
import { guard } from '../principals/guard.ts';
import { createFlow } from './create-flow.ts';
import { deleteFlow } from './delete-flow.ts';
import { editFlow } from './edit-flow.ts';
import { listFlows } from './list-flows.ts';
import { readFlow } from './read-flow.ts';

export function flowRoutes(app: Scope): void {
  app.register(async function viewing(scope: Scope) {
    guard(scope, { tenant: 'workspace', anyOf: ['flows:view'] });
    listFlows(scope);
    readFlow(scope);
  });
  app.register(async function creating(scope: Scope) {
    guard(scope, { tenant: 'workspace', anyOf: ['flows:create'] });
    createFlow(scope);
  });
  app.register(async function updating(scope: Scope) {
    guard(scope, { tenant: 'workspace', anyOf: ['flows:update'] });
    editFlow(scope);
  });
  app.register(async function deleting(scope: Scope) {
    guard(scope, { tenant: 'workspace', anyOf: ['flows:delete'] });
    deleteFlow(scope);
  });
}
