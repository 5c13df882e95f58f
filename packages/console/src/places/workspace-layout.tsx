import { useQuery } from '@tanstack/react-query';
import { Outlet, useParams } from '@tanstack/react-router';
import { Loaded } from '../feedback/loaded.tsx';
import { useSession } from '../session/session-context.ts';
import { workspaceQuery } from './queries.ts';
import { rememberWorkspace } from './remembered-workspace.ts';
import { WorkspaceContext } from './workspace-context.ts';

/** Loads the workspace that the address names, for every page below it. */
export function WorkspaceLayout() {
  const { workspaceId } = useParams({ from: '/workspaces/$workspaceId' });
  const { api } = useSession();
  const query = useQuery(workspaceQuery(api, workspaceId));
  return (
    <Loaded query={query}>
      {(workspace) => {
        rememberWorkspace(workspace.organizationId, workspace.id);
        return (
          // Another workspace, another page: nothing that was typed or opened in one shows in the other.
          <WorkspaceContext key={workspace.id} value={workspace}>
            <Outlet />
          </WorkspaceContext>
        );
      }}
    </Loaded>
  );
}
