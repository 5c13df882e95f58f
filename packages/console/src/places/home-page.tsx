import { IconBuilding, IconLock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { EmptyState } from '../feedback/empty-state.tsx';
import { Loaded } from '../feedback/loaded.tsx';
import { useSession } from '../session/session-context.ts';
import { AddOrganization } from '../settings/add-organization.tsx';
import { strings } from '../strings/index.ts';
import { organizationsQuery, workspacesQuery } from './queries.ts';
import { rememberedWorkspace } from './remembered-workspace.ts';

const text = strings.navigation;

/** Leads to the workspace that was looked at last, else to the first one. */
export function HomePage() {
  const { operator, grants } = useSession().session.principal;
  // Whoever is no member of anything may not even ask what there is.
  return operator || grants.length > 0 ? <FirstOrganization /> : <NothingVisible />;
}

function NothingVisible() {
  return <EmptyState icon={IconLock} title={text.nothingVisibleTitle} hint={text.nothingVisibleHint} />;
}

function FirstOrganization() {
  const { api, session } = useSession();
  const organizations = useQuery(organizationsQuery(api));
  return (
    <Loaded query={organizations}>
      {([first]) => {
        if (first === undefined) {
          return session.principal.operator ? (
            <EmptyState icon={IconBuilding} title={text.noPlaceTitle} hint={text.noPlaceHint}>
              <AddOrganization />
            </EmptyState>
          ) : (
            <NothingVisible />
          );
        }
        return <FirstWorkspace organizationId={first.id} />;
      }}
    </Loaded>
  );
}

function FirstWorkspace({ organizationId }: { readonly organizationId: string }) {
  const { api } = useSession();
  const remembered = rememberedWorkspace();
  const workspaces = useQuery({ ...workspacesQuery(api, organizationId), enabled: remembered === undefined });
  if (remembered !== undefined) {
    return <Navigate to="/workspaces/$workspaceId/api-keys" params={{ workspaceId: remembered }} replace />;
  }
  return (
    <Loaded query={workspaces}>
      {([workspace]) =>
        workspace === undefined ? (
          <Navigate to="/organizations/$organizationId/settings" params={{ organizationId }} replace />
        ) : (
          <Navigate to="/workspaces/$workspaceId/api-keys" params={{ workspaceId: workspace.id }} replace />
        )
      }
    </Loaded>
  );
}
