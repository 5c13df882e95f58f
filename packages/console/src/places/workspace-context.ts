import type { Schemas } from '@keyward/client';
import { createContext, use } from 'react';
import type { Place } from '../permissions/may.ts';

export type Workspace = Schemas['Workspace'];
export const WorkspaceContext = createContext<Workspace | undefined>(undefined);

/** The workspace that the address names. Only below its layout. */
export function useWorkspace(): Workspace & { readonly place: Place } {
  const workspace = use(WorkspaceContext);
  if (workspace === undefined) throw new Error('There is no workspace above this component.');
  return { ...workspace, place: { organizationId: workspace.organizationId, workspaceId: workspace.id } };
}
