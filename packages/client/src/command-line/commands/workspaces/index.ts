import type { Commands, Context } from '../../context.ts';
import { createWorkspace } from './create-workspace.ts';
import { deleteWorkspace } from './delete-workspace.ts';
import { listWorkspaces } from './list-workspaces.ts';
import { renameWorkspace } from './rename-workspace.ts';

/** `keyward workspaces`. */
export function workspaceCommands(program: Commands, context: Context): void {
  const workspaces = program.command('workspaces').description('workspaces: the environments of an organization');
  listWorkspaces(workspaces, context);
  createWorkspace(workspaces, context);
  renameWorkspace(workspaces, context);
  deleteWorkspace(workspaces, context);
}
