import type { Scope } from '../http/scope.ts';
import { guard } from '../principals/guard.ts';
import { createWorkspace } from './create-workspace.ts';
import { deleteWorkspace } from './delete-workspace.ts';
import { listWorkspaces } from './list-workspaces.ts';
import { readWorkspace } from './read-workspace.ts';
import { renameWorkspace } from './rename-workspace.ts';

export function workspaceRoutes(app: Scope): void {
  app.register(async function viewingAll(scope: Scope) {
    guard(scope, { tenant: 'organization', anyOf: ['workspaces:view'] });
    listWorkspaces(scope);
  });
  app.register(async function creating(scope: Scope) {
    guard(scope, { tenant: 'organization', anyOf: ['workspaces:create'] });
    createWorkspace(scope);
  });
  app.register(async function viewing(scope: Scope) {
    guard(scope, { tenant: 'workspace', anyOf: ['workspaces:view'] });
    readWorkspace(scope);
  });
  app.register(async function updating(scope: Scope) {
    guard(scope, { tenant: 'workspace', anyOf: ['workspaces:update'] });
    renameWorkspace(scope);
  });
  app.register(async function deleting(scope: Scope) {
    guard(scope, { tenant: 'workspace', anyOf: ['workspaces:delete'], deletedToo: true });
    deleteWorkspace(scope);
  });
}
